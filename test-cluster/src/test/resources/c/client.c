/* Calls of ZooKeeper's C client: client HOSTS. Exit status 0 when each was answered as it should be. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zookeeper.h>

#define PATIENCE_SECONDS 60
#define EXPECT(claim) expect((claim), #claim, __LINE__)

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int connected;
static int events[16];
static int closed_rc = 1;

static void expect(int holds, const char *claim, int line) {
    if (!holds) {
        fprintf(stderr, "line %d: expected %s\n", line, claim);
        exit(1);
    }
}

/* Waits until a number that another thread changes is at least so high. */
static void await(int *number, int least, const char *what) {
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += PATIENCE_SECONDS;
    pthread_mutex_lock(&lock);
    while (*number < least) {
        if (pthread_cond_timedwait(&changed, &lock, &end) != 0) {
            fprintf(stderr, "did not happen: %s\n", what);
            exit(1);
        }
    }
    pthread_mutex_unlock(&lock);
}

static void add(int *number) {
    pthread_mutex_lock(&lock);
    (*number)++;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void heard(zhandle_t *zh, int type, int state, const char *path, void *context) {
    if (type == ZOO_SESSION_EVENT && state == ZOO_CONNECTED_STATE) {
        add(&connected);
    } else if (type > 0 && type < 16) {
        add(&events[type]);
    }
}

static void synced(int rc, const char *value, const void *data) {
    closed_rc = rc;
    add((int *)data);
}

static zhandle_t *open_session(const char *hosts, const clientid_t *id) {
    int before = connected;
    zhandle_t *zh = zookeeper_init(hosts, heard, 20000, id, NULL, 0);
    EXPECT(zh != NULL);
    await(&connected, before + 1, "a session");
    return zh;
}

static void basics(zhandle_t *zh) {
    char path[128], data[128];
    int length = sizeof(data);
    struct Stat stat;
    EXPECT(zoo_create(zh, "/c", "one", 3, &ZOO_OPEN_ACL_UNSAFE, 0, path, sizeof(path)) == ZOK);
    EXPECT(strcmp(path, "/c") == 0);
    EXPECT(zoo_create(zh, "/c", "one", 3, &ZOO_OPEN_ACL_UNSAFE, 0, NULL, 0) == ZNODEEXISTS);
    EXPECT(zoo_set2(zh, "/c", "two", 3, 0, &stat) == ZOK && stat.version == 1 && stat.dataLength == 3);
    EXPECT(zoo_set(zh, "/c", "three", 5, 0) == ZBADVERSION);
    EXPECT(zoo_get(zh, "/c", 0, data, &length, &stat) == ZOK && length == 3 && memcmp(data, "two", 3) == 0);
    EXPECT(zoo_set(zh, "/c", NULL, -1, -1) == ZOK);
    length = sizeof(data);
    EXPECT(zoo_get(zh, "/c", 0, data, &length, &stat) == ZOK && length == -1 && stat.dataLength == 0);
    EXPECT(zoo_create2(zh, "/c/s-", "", 0, &ZOO_OPEN_ACL_UNSAFE, ZOO_SEQUENCE, path, sizeof(path), &stat) == ZOK);
    EXPECT(strcmp(path, "/c/s-0000000000") == 0 && stat.version == 0);
    EXPECT(zoo_create(zh, "/c/e", "", 0, &ZOO_OPEN_ACL_UNSAFE, ZOO_EPHEMERAL, NULL, 0) == ZOK);
    EXPECT(zoo_create(zh, "/c/e/below", "", 0, &ZOO_OPEN_ACL_UNSAFE, 0, NULL, 0) == ZNOCHILDRENFOREPHEMERALS);
    EXPECT(zoo_exists(zh, "/c/e", 0, &stat) == ZOK && stat.ephemeralOwner == zoo_client_id(zh)->client_id);
    EXPECT(zoo_delete(zh, "/c", -1) == ZNOTEMPTY);
    EXPECT(zoo_exists(zh, "/none", 0, &stat) == ZNONODE);
}

static void lists(zhandle_t *zh) {
    struct String_vector names;
    struct ACL_vector acl;
    struct Stat stat;
    EXPECT(zoo_get_children2(zh, "/c", 0, &names, &stat) == ZOK && names.count == 2 && stat.numChildren == 2);
    deallocate_String_vector(&names);
    EXPECT(zoo_get_acl(zh, "/c", &acl, &stat) == ZOK && acl.count == 1 && acl.data[0].perms == ZOO_PERM_ALL);
    deallocate_ACL_vector(&acl);
    EXPECT(zoo_set_acl(zh, "/c", 0, &ZOO_READ_ACL_UNSAFE) == ZOK);
    EXPECT(zoo_set(zh, "/c", "x", 1, -1) == ZNOAUTH);
}

static void watches(zhandle_t *zh, zhandle_t *other) {
    struct Stat stat;
    struct String_vector names;
    int done = 0;
    EXPECT(zoo_wexists(zh, "/w", heard, NULL, &stat) == ZNONODE);
    EXPECT(zoo_create(other, "/w", "", 0, &ZOO_OPEN_ACL_UNSAFE, 0, NULL, 0) == ZOK);
    await(&events[ZOO_CREATED_EVENT], 1, "the creation told");
    EXPECT(zoo_async(zh, "/w", synced, &done) == ZOK);
    await(&done, 1, "the sync");
    EXPECT(closed_rc == ZOK);
    EXPECT(zoo_wget_children(zh, "/w", heard, NULL, &names) == ZOK && names.count == 0);
    EXPECT(zoo_wexists(zh, "/w", heard, NULL, &stat) == ZOK);
    EXPECT(zoo_create(other, "/w/child", "", 0, &ZOO_OPEN_ACL_UNSAFE, 0, NULL, 0) == ZOK);
    await(&events[ZOO_CHILD_EVENT], 1, "the child told");
    EXPECT(zoo_set(other, "/w", "x", 1, -1) == ZOK);
    await(&events[ZOO_CHANGED_EVENT], 1, "the change told");
}

static void multi(zhandle_t *zh) {
    zoo_op_t ops[3];
    zoo_op_result_t results[3];
    char path[64];
    zoo_create_op_init(&ops[0], "/m", "", 0, &ZOO_OPEN_ACL_UNSAFE, 0, path, sizeof(path));
    zoo_check_op_init(&ops[1], "/m", 5);
    zoo_delete_op_init(&ops[2], "/m", -1);
    EXPECT(zoo_multi(zh, 3, ops, results) == ZBADVERSION);
    EXPECT(results[0].err == ZOK && results[1].err == ZBADVERSION && results[2].err == ZRUNTIMEINCONSISTENCY);
    zoo_check_op_init(&ops[1], "/m", 0);
    EXPECT(zoo_multi(zh, 3, ops, results) == ZOK);
    EXPECT(zoo_exists(zh, "/m", 0, NULL) == ZNONODE);
}

static void said_nothing_wrong(int rc, const void *data) {
    closed_rc = rc;
    add((int *)data);
}

static void identity(zhandle_t *zh, zhandle_t *other) {
    char data[16];
    int length = sizeof(data), done = 0;
    EXPECT(zoo_add_auth(zh, "digest", "user:secret", 11, said_nothing_wrong, &done) == ZOK);
    await(&done, 1, "the answer to who one is");
    EXPECT(closed_rc == ZOK);
    EXPECT(zoo_create(zh, "/own", "mine", 4, &ZOO_CREATOR_ALL_ACL, 0, NULL, 0) == ZOK);
    EXPECT(zoo_get(zh, "/own", 0, data, &length, NULL) == ZOK && length == 4);
    EXPECT(zoo_set(other, "/own", "x", 1, -1) == ZNOAUTH);
    EXPECT(zoo_delete(zh, "/own", 0) == ZOK);
}

/* A node with a time to live and a container: both go away by themselves, the container when its last child went. */
static void passing(zhandle_t *zh) {
    struct Stat stat;
    char path[64];
    int before = events[ZOO_DELETED_EVENT];
    EXPECT(zoo_create2_ttl(zh, "/timed-", "x", 1, &ZOO_OPEN_ACL_UNSAFE, ZOO_PERSISTENT_SEQUENTIAL_WITH_TTL, 1000,
                           path, sizeof(path), &stat) == ZOK && stat.version == 0);
    EXPECT(zoo_wexists(zh, path, heard, NULL, &stat) == ZOK);
    EXPECT(zoo_create(zh, "/box", "", 0, &ZOO_OPEN_ACL_UNSAFE, ZOO_CONTAINER, NULL, 0) == ZOK);
    EXPECT(zoo_create(zh, "/box/child", "", 0, &ZOO_OPEN_ACL_UNSAFE, 0, NULL, 0) == ZOK);
    EXPECT(zoo_wexists(zh, "/box", heard, NULL, &stat) == ZOK);
    EXPECT(zoo_delete(zh, "/box/child", -1) == ZOK);
    await(&events[ZOO_DELETED_EVENT], before + 2, "both are gone");
    EXPECT(zoo_exists(zh, path, 0, &stat) == ZNONODE);
    EXPECT(zoo_exists(zh, "/box", 0, &stat) == ZNONODE);
}

static void watches_taken_back(zhandle_t *zh) {
    struct Stat stat;
    EXPECT(zoo_create(zh, "/unwatched", "", 0, &ZOO_OPEN_ACL_UNSAFE, 0, NULL, 0) == ZOK);
    EXPECT(zoo_wexists(zh, "/unwatched", heard, NULL, &stat) == ZOK);
    EXPECT(zoo_remove_watches(zh, "/unwatched", ZWATCHTYPE_DATA, heard, NULL, 0) == ZOK);
    EXPECT(zoo_remove_watches(zh, "/unwatched", ZWATCHTYPE_DATA, heard, NULL, 0) == ZNOWATCHER);
    int before = events[ZOO_CHANGED_EVENT];
    EXPECT(zoo_set(zh, "/unwatched", "x", 1, -1) == ZOK);
    EXPECT(zoo_exists(zh, "/unwatched", 0, &stat) == ZOK && events[ZOO_CHANGED_EVENT] == before);
}

static void members(zhandle_t *zh) {
    char config[1024];
    int length = sizeof(config) - 1;
    struct Stat stat;
    EXPECT(zoo_getconfig(zh, 0, config, &length, &stat) == ZOK && length > 0);
    config[length] = '\0';
    EXPECT(strstr(config, "server.1=") != NULL && strstr(config, "version=") != NULL);
}

/* Another process that makes a session with an ephemeral and dies without ending it; call it before any thread runs. */
static clientid_t abandoned_session(const char *hosts) {
    int ends[2];
    clientid_t id;
    EXPECT(pipe(ends) == 0);
    if (fork() == 0) {
        zhandle_t *owner = open_session(hosts, NULL);
        EXPECT(zoo_create(owner, "/owned", "", 0, &ZOO_OPEN_ACL_UNSAFE, ZOO_EPHEMERAL, NULL, 0) == ZOK);
        id = *zoo_client_id(owner);
        EXPECT(write(ends[1], &id, sizeof(id)) == sizeof(id));
        _exit(0);
    }
    EXPECT(close(ends[1]) == 0);
    EXPECT(read(ends[0], &id, sizeof(id)) == sizeof(id));
    return id;
}

/* The ephemeral outlives the process that made it, as the session does, and ends with the session. */
static void sessions(const char *hosts, zhandle_t *zh, clientid_t id) {
    struct Stat stat;
    zhandle_t *again = open_session(hosts, &id);
    EXPECT(zoo_client_id(again)->client_id == id.client_id);
    EXPECT(zoo_exists(again, "/owned", 0, &stat) == ZOK && stat.ephemeralOwner == id.client_id);
    EXPECT(zookeeper_close(again) == ZOK);
    int done = 0;
    EXPECT(zoo_async(zh, "/", synced, &done) == ZOK);
    await(&done, 1, "the sync");
    EXPECT(zoo_exists(zh, "/owned", 0, &stat) == ZNONODE);
}

int main(int argc, char **argv) {
    zoo_set_debug_level(ZOO_LOG_LEVEL_ERROR);
    clientid_t abandoned = abandoned_session(argv[1]);
    zhandle_t *zh = open_session(argv[1], NULL);
    zhandle_t *other = open_session(argv[1], NULL);
    basics(zh);
    lists(zh);
    watches(zh, other);
    multi(zh);
    identity(zh, other);
    passing(zh);
    watches_taken_back(zh);
    members(zh);
    sessions(argv[1], zh, abandoned);
    zookeeper_close(other);
    zookeeper_close(zh);
    return 0;
}
