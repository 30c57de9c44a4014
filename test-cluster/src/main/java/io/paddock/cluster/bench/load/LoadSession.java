package io.paddock.cluster.bench.load;

import io.paddock.cluster.wire.Xid;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * One session with so many requests in flight. Owned by the loop's thread.
 *
 * <p>When its connection is lost, what was in flight counts as errors, and it takes its session up again at the next
 * server, or a new one when that is refused, for as long as it takes.
 *
 * <p>Invariant: replies come in the order of the requests; one that does not is a lost connection.
 */
final class LoadSession implements FrameParser.Listener {
    private enum State {
        /** Not opened yet, or ended. */
        CLOSED,
        CONNECTING,
        SHAKING_HANDS,
        OPEN,
        /** Will connect again soon. */
        WAITING
    }

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long CONNECT_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);
    private static final int XID_MASK = 0x3fff_ffff;
    private static final int PASSWORD_BYTES = 16;
    private static final byte[] NO_PASSWORD = new byte[PASSWORD_BYTES];

    private final int number;
    private final LoadGround ground;
    private final RequestWriter out = new RequestWriter();
    private final FrameParser parser = new FrameParser();
    private Work work = Work.NONE;
    private int depth;

    /** Rings: the request counted {@code i} has its place at {@code i & mask}; in flight are those from tail to head. */
    private long[] sentNanos = new long[1];

    private Kind[] kinds = new Kind[1];
    private int mask;
    private int head;
    private int tail;

    private State state = State.CLOSED;
    private SelectionKey key;
    private SocketChannel channel;
    private boolean isExhausted;
    private boolean isEnding;
    private int attempts;
    private long sessionId;
    private byte[] password = NO_PASSWORD;
    private long stateNanos;
    private long openedNanos;
    private long heardNanos;
    private long sentLastNanos;

    LoadSession(int number, LoadGround ground) {
        this.number = number;
        this.ground = ground;
    }

    /** Its number in the loop, from 0. */
    int number() {
        return number;
    }

    /** Whether its connection and session are there. */
    boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether it has neither a connection nor seeks one. */
    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Whether all of its work is sent and answered. */
    boolean isIdle() {
        return state == State.OPEN && isExhausted && head == tail;
    }

    /** When its last opening began, in {@link System#nanoTime}. */
    long openedNanos() {
        return openedNanos;
    }

    /** Gives it something to send, at most so many requests at a time. Nothing may be in flight. */
    void perform(Work newWork, int newDepth) {
        if (head != tail) {
            throw new IllegalStateException("expected nothing in flight but there are " + (head - tail));
        }
        work = newWork;
        depth = newDepth;
        isExhausted = false;
        int places = Integer.highestOneBit(Math.max(1, newDepth)) * 2;
        sentNanos = new long[places];
        kinds = new Kind[places];
        mask = places - 1;
    }

    /** Opens a new session; hears of it by {@link Work#opened}. */
    void open(long nowNanos) {
        sessionId = 0;
        password = NO_PASSWORD;
        isEnding = false;
        openedNanos = nowNanos;
        connect(nowNanos);
    }

    /** Asks for the end of the session, after what is in flight; hears of it by {@link Work#ended}. */
    void end() {
        if (isEnding) {
            return;
        }
        if (state != State.OPEN) {
            isEnding = true;
            closeChannel();
            state = State.CLOSED;
            work.ended(this);
            return;
        }
        isEnding = true;
        int place = head & mask;
        sentNanos[place] = 0;
        kinds[place] = Kind.END;
        out.closeSession(xid(head));
        head++;
    }

    private static int xid(int count) {
        return (count & XID_MASK) + 1;
    }

    private void connect(long nowNanos) {
        parser.reset();
        out.clear();
        head = 0;
        tail = 0;
        stateNanos = nowNanos;
        state = State.CONNECTING;
        try {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(ground.server(number, attempts));
            key = channel.register(ground.selector(), SelectionKey.OP_CONNECT, this);
        } catch (IOException e) {
            lost(e, nowNanos);
        }
    }

    /** Something can be done with its channel. */
    void ready() {
        try {
            if (state == State.CONNECTING) {
                greet();
            } else if (key.isReadable()) {
                read();
            }
            if (state == State.OPEN) {
                fill(System.nanoTime());
            }
            if (state == State.OPEN || state == State.SHAKING_HANDS) {
                send();
            }
        } catch (IOException e) {
            lost(e, System.nanoTime());
        }
    }

    private void greet() throws IOException {
        if (channel.finishConnect()) {
            state = State.SHAKING_HANDS;
            out.handshake(ground.timeoutMs(), sessionId, password);
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private void read() throws IOException {
        ByteBuffer in = ground.input();
        boolean mayBeMore = true;
        while (mayBeMore) {
            in.clear();
            int count = channel.read(in);
            if (count < 0) {
                throw new EOFException("the server closed the connection");
            }
            mayBeMore = !in.hasRemaining();
            in.flip();
            heardNanos = System.nanoTime();
            parser.consume(in, this);
            mayBeMore &= isListening();
        }
    }

    @Override
    public boolean isListening() {
        return state == State.OPEN || state == State.SHAKING_HANDS;
    }

    @Override
    public void handshake(int timeoutMs, long session, byte[] newPassword) throws IOException {
        if (timeoutMs <= 0) {
            sessionId = 0;
            password = NO_PASSWORD;
            throw new IOException("the server refused the session");
        }
        sessionId = session;
        password = newPassword;
        state = State.OPEN;
        sentLastNanos = heardNanos;
        isExhausted = false;
        work.opened(this);
    }

    @Override
    public void frame(int xid, int error, int length) throws IOException {
        if (xid < 0) {
            if (xid == Xid.EVENT) {
                work.told();
            }
            return;
        }
        if (tail == head || xid != xid(tail)) {
            throw new IOException("expected the reply to " + xid(tail) + " but got that to " + xid);
        }
        int place = tail & mask;
        tail++;
        Kind kind = kinds[place];
        if (kind == Kind.END) {
            finish();
            return;
        }
        ground.tally().replied(kind, error, heardNanos - sentNanos[place], heardNanos);
        work.replied(kind, error, length);
    }

    private void finish() throws IOException {
        // A reset instead of the usual end: else sessions that come and go use up the ports of this machine.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        closeChannel();
        state = State.CLOSED;
        work.ended(this);
    }

    /** Sends as much of the work as may be in flight. */
    private void fill(long nowNanos) {
        while (head - tail < depth && !isEnding) {
            Kind kind = work.next(out, xid(head));
            if (kind == Kind.NOTHING) {
                isExhausted = true;
                return;
            }
            int place = head & mask;
            sentNanos[place] = nowNanos;
            kinds[place] = kind;
            head++;
            sentLastNanos = nowNanos;
        }
    }

    private void send() throws IOException {
        if (out.isEmpty()) {
            return;
        }
        out.sendTo(channel);
        int interest = out.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    /** Time has passed: connects anew, pings, notices a server that does not answer, begins work it was given. */
    void tick(long nowNanos) {
        switch (state) {
            case CLOSED -> {}
            case WAITING -> {
                if (nowNanos - stateNanos >= RETRY_NANOS) {
                    connect(nowNanos);
                }
            }
            case CONNECTING, SHAKING_HANDS -> {
                if (nowNanos - stateNanos > CONNECT_NANOS_MAX) {
                    lost(new IOException("no answer to the handshake"), nowNanos);
                }
            }
            case OPEN -> tickOpen(nowNanos);
        }
    }

    private void tickOpen(long nowNanos) {
        long timeoutNanos = TimeUnit.MILLISECONDS.toNanos(ground.timeoutMs());
        if (nowNanos - heardNanos > timeoutNanos * 2 / 3) {
            lost(new IOException("the server does not answer"), nowNanos);
            return;
        }
        try {
            fill(nowNanos);
            if (nowNanos - sentLastNanos > timeoutNanos / 3) {
                out.ping();
                sentLastNanos = nowNanos;
            }
            send();
        } catch (IOException e) {
            lost(e, nowNanos);
        }
    }

    private void lost(IOException reason, long nowNanos) {
        closeChannel();
        if (isEnding) {
            state = State.CLOSED;
            work.ended(this);
            return;
        }
        boolean wasOpen = state == State.OPEN;
        ground.tally().lost(wasOpen ? head - tail : 1, ground.server(number, attempts) + ": " + reason.getMessage());
        head = 0;
        tail = 0;
        attempts++;
        stateNanos = nowNanos;
        state = State.WAITING;
    }

    /** Drops the connection, if there is one; the session ends by its time-out. */
    void drop() {
        closeChannel();
        state = State.CLOSED;
    }

    private void closeChannel() {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            ground.tally().lost(0, "closing: " + e.getMessage());
        }
    }
}
