package io.paddock.cluster.compare;

import java.util.List;

/** The words that generated scripts are made of. */
final class Vocabulary {
    /*
     * Left out on purpose: changes of the access list of "/" and writes elsewhere outside the root, which would leave
     * something behind for the next script; deleteContainer and createSession, which Paddock refuses from clients.
     */

    /** Nodes below the root, few enough that requests meet. */
    static final List<String> NODES = List.of(
            "$/a",
            "$/a",
            "$/b",
            "$/c",
            "$/a/a",
            "$/a/b",
            "$/b/a",
            "$/b/b",
            "$/a/a/a",
            "$/a/b/c",
            "$/c/q0000000000",
            "$/a/q0000000001",
            "$/c/q0000000002");
    /** Paths that are none, or look as if they were none. */
    static final List<String> ODD_PATHS = List.of(
            "",
            "~",
            "a",
            "$/",
            "$/a/",
            "$//a",
            "$/./a",
            "$/../a",
            "$/a/..",
            "$/a%00b",
            "$/a%01",
            "$/%7f",
            "$/%c2%80",
            "$/%ee%80%80",
            "$/%ef%bf%bf",
            "$/%c3%a4",
            "$/%e2%82%ac",
            "$/%f0%9f%98%80",
            "$/a%20b",
            "$/...",
            "$/.a");
    /** Nodes that every server has, and one that none has. */
    static final List<String> FIXED_PATHS =
            List.of("/", "/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config", "/zookeeper/quota$", "/missing");
    /** Data, null and empty included. */
    static final List<String> DATA = List.of("~", "", "x", "hello", "%00%ff", "0123456789abcdef", "data");
    /** The access list that lets everybody do everything. */
    static final List<String> OPEN_ACL = List.of("[31:world:anyone]");
    /** Access lists that are taken. */
    static final List<String> GOOD_ACLS = List.of(
            "[31:world:anyone]",
            "[31:world:anyone]",
            "[1:world:anyone]",
            "[3:world:anyone]",
            "[30:world:anyone]",
            "[31:auth:]",
            "[15:auth:,1:world:anyone]",
            "[31:ip:127.0.0.1]",
            "[31:ip:127.0.0.0/8]",
            "[31:ip:10.1.2.3]",
            "[0:world:anyone]",
            "[31:digest:" + SuperUser.digest("ann:one") + ",1:world:anyone]",
            "[31:digest:" + SuperUser.digest("bob:two") + "]",
            "[16:world:anyone]",
            "[17:digest:" + SuperUser.digest("ann:one") + ",12:world:anyone]");
    /** Access lists of which most are refused. */
    static final List<String> ODD_ACLS = List.of(
            "~",
            "[]",
            "[31:world:somebody]",
            "[31:nothing:x]",
            "[31:digest:nocolon]",
            "[31:digest:a:b:c]",
            "[31::]",
            "[31:world:anyone,31:world:anyone]",
            "[31:~:~]",
            "[31:ip:localhost]",
            "[31:ip:127.0.0.1/33]",
            "[-1:world:anyone]",
            "[64:world:anyone]",
            "[31:auth:ignored,31:auth:]",
            "[31:super:]",
            "[31:x509:CN=a]");
    /** Versions, right and wrong. */
    static final List<String> VERSIONS = List.of("-1", "-1", "0", "0", "1", "2", "3", "-2", "2147483647");

    /** Nodes that say how much may be below another node, and how much there is. */
    static final List<String> QUOTA_NODES = List.of(
            "/zookeeper/quota$/a/zookeeper_limits",
            "/zookeeper/quota$/a/zookeeper_limits",
            "/zookeeper/quota$/a/zookeeper_stats",
            "/zookeeper/quota$/a",
            "/zookeeper/quota$/b/zookeeper_limits",
            "/zookeeper/quota$/b/zookeeper_stats");

    /** What stands in them. */
    static final List<String> QUOTA_DATA = List.of(
            "count=2,bytes=-1",
            "count=-1,bytes=-1=;byteHardLimit=20;countHardLimit=-1",
            "count=1,bytes=3=;byteHardLimit=-1;countHardLimit=3",
            "count=5,bytes=100=;byteHardLimit=1000;countHardLimit=10",
            "count=0,bytes=0");

    /** Users with their passwords, the super user among them, and what is none. */
    static final List<String> USERS =
            List.of("ann:one", "ann:one", "bob:two", "bob:two", "cat:", "dog", SuperUser.AUTH);

    /** Schemes that no password proves, and what is none. */
    static final List<String> ODD_SCHEMES = List.of("nosuch", "ip", "world", "auth", "super", "x509", "sasl", "~", "");

    /** Session time-outs at and beyond the bounds. */
    static final List<Integer> ODD_TIMEOUTS = List.of(
            0,
            -1,
            1,
            Integer.MIN_VALUE,
            Contestant.TIMEOUT_MIN_MS - 1,
            Contestant.TIMEOUT_MIN_MS,
            Contestant.TIMEOUT_MIN_MS + 1,
            60_000,
            60_001,
            Integer.MAX_VALUE);

    private Vocabulary() {}
}
