# Read by the scripts beside it: where Paddock lies, how it is built and how its Java is started. Not a program.
PADDOCK_ROOT=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PADDOCK_SERVER_JAR=

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    JAVA=$JAVA_HOME/bin/java
  else
    JAVA=$(command -v java) || fail "There is no java: install a JDK 17 or newer, or set JAVA_HOME."
  fi
  [ -x "$JAVA" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it."
}

# The number of Java's release, from the file beside it, else from Java itself, which takes longer.
java_release() {
  local home version
  home=$(cd -P "$(dirname "$(readlink -f "$JAVA")")/.." && pwd)
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2>/dev/null || true)
  [ -n "$version" ] || version=$("$JAVA" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p')
  printf '%s\n' "$version"
}

find_server_jar() {
  local jar
  PADDOCK_SERVER_JAR=
  for jar in "$PADDOCK_ROOT"/server/target/paddock-server-*.jar; do
    case $jar in
      *-sources.jar | *-javadoc.jar | *-tests.jar) ;;
      *) [ -f "$jar" ] && PADDOCK_SERVER_JAR=$jar ;;
    esac
  done
  [ -n "$PADDOCK_SERVER_JAR" ]
}

# Whether the jars are there and no source is newer than the last build. A build leaves jars alone whose content did not
# change, therefore the time that counts is that of the stamp, or that of the jar if it is from a build of another kind.
is_server_built() {
  local stamp=$PADDOCK_ROOT/server/target/.built reference
  find_server_jar && [ -d "$PADDOCK_ROOT/server/target/lib" ] || return 1
  [ -f "$PADDOCK_ROOT/pom.xml" ] || return 0
  reference=$PADDOCK_SERVER_JAR
  if [ -f "$stamp" ] && [ "$stamp" -nt "$reference" ]; then
    reference=$stamp
  fi
  [ -z "$(cd "$PADDOCK_ROOT" && find pom.xml server/pom.xml server/src/main state-machine/pom.xml \
    state-machine/src/main -newer "$reference" -print -quit)" ]
}

build_server() {
  is_server_built && return
  command -v mvn >/dev/null || fail "Paddock is not built and there is no mvn: install Maven."
  (
    # One build at a time; who waited finds the work done.
    if command -v flock >/dev/null; then
      exec 9>"$PADDOCK_ROOT/.build.lock"
      flock 9
      is_server_built && exit
    fi
    printf 'Building Paddock, which takes a minute the first time ...\n' >&2
    stamp=$PADDOCK_ROOT/server/target/.built
    mkdir -p "$PADDOCK_ROOT/server/target"
    touch "$stamp.begin"
    (cd "$PADDOCK_ROOT" && mvn -q -B -DskipTests -Dspotless.check.skip=true -pl server -am package) </dev/null >&2 9>&-
    mv "$stamp.begin" "$stamp"
    find_server_jar && unpack_library && archive_classes
  ) || fail "The build failed."
  find_server_jar || fail "The build left no jar in $PADDOCK_ROOT/server/target."
}

# The jars by name and in order: an archive of loaded classes takes no wildcards.
server_class_path() {
  local jar path=$PADDOCK_SERVER_JAR
  for jar in "$PADDOCK_ROOT"/server/target/lib/*.jar; do
    if [ -f "$jar" ]; then path+=:$jar; fi
  done
  printf '%s\n' "$path"
}

# Whether the kernel gives large pages to a process that asks for them.
has_large_pages() {
  grep -q -F -e '[madvise]' -e '[always]' /sys/kernel/mm/transparent_hugepage/enabled 2>/dev/null
}

processors() {
  nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 4
}

# Where RocksDB's library is unpacked, of the version that is used.
library_directory() {
  local jars=("$PADDOCK_ROOT"/server/target/lib/rocksdbjni-*.jar) name
  name=${jars[0]##*/}
  printf '%s\n' "$PADDOCK_ROOT/server/target/native/${name%.jar}"
}

# So that a start need not do it. Without it a start takes longer, and that is all.
unpack_library() {
  find_java
  "$JAVA" -cp "$(server_class_path)" io.paddock.store.UnpackLibrary "$(library_directory)" >/dev/null 2>&1 || true
}

# Loaded classes in a file, so that a start need not read and check each of them. Made by a server that starts, answers a
# client and stops. Without it a start takes longer, and that is all.
archive_classes() {
  local archive=$PADDOCK_ROOT/server/target/server.jsa work pid i status
  work=$(mktemp -d) || return 0
  printf 'dataDir=%s\nclientPort=0\nclientPortAddress=127.0.0.1\n' "$work/data" >"$work/zoo.cfg"
  SERVER_JVMFLAGS='' server_command "$PADDOCK_ROOT/conf/log4j2-daemon.properties" ''
  "${SERVER_COMMAND[@]}" "-Dpaddock.statusFile=$work/status" "-Dpaddock.logFile=$work/log" \
    "-XX:ArchiveClassesAtExit=$archive.$$" io.paddock.server.Main "$work/zoo.cfg" </dev/null >/dev/null 2>&1 &
  pid=$!
  for ((i = 0; i < 300; i++)); do
    if [ -f "$work/status" ] || ! kill -0 "$pid" 2>/dev/null; then break; fi
    sleep 0.1
  done
  if [ -f "$work/status" ] && read -r status <"$work/status"; then
    (exec 3<>"/dev/tcp/127.0.0.1/${status##*:}" && printf srvr >&3 && cat <&3) >/dev/null 2>&1 || true
  fi
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  if [ -f "$archive.$$" ]; then mv -f "$archive.$$" "$archive"; fi
  rm -rf "$work"
}

# Sets SERVER_COMMAND, an array: everything up to the main class, which callers append.
#   server_command LOGGING [ARCHIVE]
server_command() {
  local flags=() release library archive=${2-$PADDOCK_ROOT/server/target/server.jsa}
  find_java
  release=$(java_release)
  SERVER_COMMAND=(
    "$JAVA"
    "-Xmx${PADDOCK_HEAP:-1g}"
    -XX:+ExitOnOutOfMemoryError
    -Djava.util.concurrent.ForkJoinPool.common.parallelism=2
    -Djava.util.logging.manager=org.apache.logging.log4j.jul.LogManager
    -Dio.netty.jfr.enabled=false
    # Buffers from arenas; and no stack trace of each hundredth, which is for finding leaks in tests.
    -Dio.netty.allocator.type=pooled
    -Dio.netty.leakDetection.level=disabled
    # Else each thread begins in megabytes of its own, which the kernel has to clear; the JVM adapts the size as it goes.
    -XX:TLABSize=64k
  )
  library=$(library_directory)
  if [ -d "$library" ]; then SERVER_COMMAND+=("-Djava.library.path=$library"); fi
  # All of the heap from the start: one that grows is collected whole before each step, and more often in between.
  case ${SERVER_JVMFLAGS:-} in
    *-Xm[xs]* | *HeapSize=* | *RAMPercentage=*) ;;
    *) SERVER_COMMAND+=("-Xms${PADDOCK_HEAP:-1g}") ;;
  esac
  # On few processors the optimising compiler and a concurrent collector take from the requests what they give back
  # much later: the compiler looks less far, and what it guessed wrong twice in a method it does not guess again, for
  # each time costs another compilation (docs/decisions/0006).
  if [ "$(processors)" -le 2 ]; then
    SERVER_COMMAND+=(
      -XX:MaxInlineLevel=5 -XX:FreqInlineSize=100 -XX:InlineSmallCode=1000 -XX:LoopUnrollLimit=10
      -XX:PerMethodTrapLimit=2
    )
    case ${SERVER_JVMFLAGS:-} in
      *-XX:+Use*GC*) ;;
      *) SERVER_COMMAND+=(-XX:+UseSerialGC) ;;
    esac
  fi
  # Requests are short and go from thread to thread: looking up pages is a part of their time that shows
  # (docs/decisions/0006). Code gets large pages only where at least eight of them are set aside for it.
  if has_large_pages; then
    SERVER_COMMAND+=(-XX:+UseTransparentHugePages)
    case ${SERVER_JVMFLAGS:-} in
      *CodeCacheSize=*) ;;
      *) SERVER_COMMAND+=(-XX:InitialCodeCacheSize=32m) ;;
    esac
  fi
  if [ -n "$archive" ] && [ -f "$archive" ]; then
    SERVER_COMMAND+=(-Xshare:auto "-XX:SharedArchiveFile=$archive" -Xlog:cds=off -Xlog:cds+dynamic=off)
  fi
  # Later releases of Java warn of what Netty and RocksDB do unless it is allowed.
  if [ "${release:-0}" -ge 22 ]; then
    SERVER_COMMAND+=(--enable-native-access=ALL-UNNAMED)
  fi
  if [ "${release:-0}" -ge 23 ]; then
    SERVER_COMMAND+=(--sun-misc-unsafe-memory-access=allow)
  fi
  # Split at blanks, as ZooKeeper's scripts do.
  read -r -a flags <<<"${SERVER_JVMFLAGS:-}"
  SERVER_COMMAND+=("-Dlog4j2.configurationFile=$1" ${flags[@]+"${flags[@]}"})
  SERVER_COMMAND+=(-cp "$(server_class_path)")
}

# The data directory where a configuration file says it plainly; starting Java to ask would take a fifth of a second.
plain_data_directory() {
  local dir
  [ $# -eq 1 ] && [ -f "$1" ] || return 1
  case "${SERVER_JVMFLAGS:-} ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-}" in *-D*) return 1 ;; esac
  # Nothing that reads otherwise in a properties file than it looks, and said once.
  grep -q '\\' "$1" && return 1
  [ "$(grep -c dataDir "$1")" -eq 1 ] || return 1
  dir=$(LC_ALL=C sed -n 's|^dataDir=\(/[A-Za-z0-9_][A-Za-z0-9._/-]*\)$|\1|p' "$1")
  case $dir in '' | *..* | */./* | *//* | */) return 1 ;; esac
  printf '%s\n' "$dir"
}

# Prints the server's data directory; fails with its status and reason if the configuration is wrong and that was seen.
data_directory() {
  plain_data_directory "$@" && return
  local flags=() properties=() flag archive=$PADDOCK_ROOT/server/target/server.jsa
  read -r -a flags <<<"${SERVER_JVMFLAGS:-}"
  for flag in ${flags[@]+"${flags[@]}"}; do
    case $flag in
      -D*) properties+=("$flag") ;;
    esac
  done
  if [ -f "$archive" ]; then properties+=("-XX:SharedArchiveFile=$archive" -Xlog:cds=off -Xlog:cds+dynamic=off); fi
  find_java
  "$JAVA" -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC ${properties[@]+"${properties[@]}"} \
    -cp "$(server_class_path)" io.paddock.server.config.PrintDataDirectory "$@"
}

# Whether a process runs and is a Paddock server.
is_server_process() {
  [ -n "$1" ] && kill -0 "$1" 2>/dev/null || return 1
  if [ -r "/proc/$1/cmdline" ]; then
    tr '\0' '\n' <"/proc/$1/cmdline" | grep -q -x -F io.paddock.server.Main
  else
    ps -o command= -p "$1" | grep -q -F io.paddock.server.Main
  fi
}

pid_in() {
  local pid=
  [ -f "$1" ] && read -r pid <"$1"
  case $pid in
    *[!0-9]* | '') ;;
    *) printf '%s\n' "$pid" ;;
  esac
}
