package io.paddock.server.ensemble;

/** What the leader says to a {@link ChangeRequest}, with the byte that stands for it. */
enum ChangeAnswer {
    /** The members are as wanted. */
    DONE(0),
    /** Not by this server, or not now: ask again, whoever leads then. */
    AGAIN(1),
    /** Another change is under way. */
    BUSY(2),
    /** The configuration has another version by now. */
    OUTDATED(3),
    /** Too few of the new voters, or not all new servers, are there. */
    NO_QUORUM(4),
    /** The client has no right to. */
    NO_RIGHT(5),
    /** Not a change that can be made. */
    WRONG(6);

    private final int code;

    ChangeAnswer(int code) {
        this.code = code;
    }

    byte[] encode() {
        return new byte[] {(byte) code};
    }

    /** @throws IllegalArgumentException if it is none */
    static ChangeAnswer decode(byte[] bytes) {
        for (ChangeAnswer answer : values()) {
            if (bytes.length == 1 && bytes[0] == answer.code) {
                return answer;
            }
        }
        throw new IllegalArgumentException("no answer has these " + bytes.length + " bytes");
    }
}
