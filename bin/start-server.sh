#!/usr/bin/env bash
# Starts one server. Builds what is missing first.
#   start-server.sh [--daemon] [CONFIG]
# CONFIG is a zoo.cfg; without it, one server on 127.0.0.1:2181 with its data under ./data.
# --daemon: in the background; returns once it serves, or waits for its peers, or failed. Its pid is in
#   dataDir/paddock.pid, its log in dataDir/paddock.log (or in PADDOCK_LOG_DIR).
# PADDOCK_HEAP (1g) is the largest heap, SERVER_JVMFLAGS are further flags of Java, -Dzookeeper.* among them.
set -euo pipefail
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/paddock-env.sh"

usage() {
  sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p;}' "$PADDOCK_ROOT/bin/start-server.sh"
}

is_daemon=
arguments=()
for argument in "$@"; do
  case $argument in
    --daemon) is_daemon=yes ;;
    --help | -h) usage; exit 0 ;;
    -*) printf 'There is no option %s.\n' "$argument" >&2; usage >&2; exit 2 ;;
    *) arguments+=("$argument") ;;
  esac
done

build_server
if [ -z "$is_daemon" ]; then
  server_command "$PADDOCK_ROOT/conf/log4j2.properties"
  exec "${SERVER_COMMAND[@]}" io.paddock.server.Main ${arguments[@]+"${arguments[@]}"}
fi

data_dir=$(data_directory ${arguments[@]+"${arguments[@]}"}) || exit $?
mkdir -p "$data_dir"
pid_file=$data_dir/paddock.pid
log_dir=${PADDOCK_LOG_DIR:-$data_dir}
mkdir -p "$log_dir"
log_dir=$(cd "$log_dir" && pwd)
status_file=$data_dir/paddock.status

# Two starts at once must not both find that no server runs.
if command -v flock >/dev/null; then
  exec 8>"$data_dir/paddock.lock"
  flock 8
fi
running=$(pid_in "$pid_file")
if is_server_process "$running"; then
  printf 'A server runs already, as process %s (%s).\n' "$running" "$pid_file" >&2
  exit 1
fi

rm -f "$status_file"
new_session=$(command -v setsid || true)
server_command "$PADDOCK_ROOT/conf/log4j2-daemon.properties"
SERVER_COMMAND+=("-Dpaddock.statusFile=$status_file" "-Dpaddock.logFile=$log_dir/paddock.log")
nohup $new_session "${SERVER_COMMAND[@]}" io.paddock.server.Main ${arguments[@]+"${arguments[@]}"} \
  </dev/null >"$log_dir/paddock.out" 2>&1 8>&- &
pid=$!
printf '%s\n' "$pid" >"$pid_file"

while [ ! -f "$status_file" ] && kill -0 "$pid" 2>/dev/null; do
  sleep 0.03
done
status=
[ -f "$status_file" ] && read -r status <"$status_file"
case $status in
  serving*)
    printf 'Paddock serves on %s (process %s, log %s).\n' "${status#serving }" "$pid" "$log_dir/paddock.log"
    ;;
  waiting-for-peers)
    printf 'Paddock runs and waits for its peers (process %s, log %s).\n' "$pid" "$log_dir/paddock.log"
    ;;
  *)
    code=0
    wait "$pid" || code=$?
    rm -f "$pid_file"
    if [ "$code" -eq 2 ] && [ -n "$status" ]; then
      # A wrong configuration: its place comes first.
      printf '%s\n' "${status#failed: }" >&2
    elif [ -n "$status" ]; then
      printf 'Paddock did not start: %s\n' "${status#failed: }" >&2
    else
      printf 'Paddock did not start (status %s). The end of %s:\n' "$code" "$log_dir/paddock.out" >&2
      tail -n 20 "$log_dir/paddock.out" >&2
    fi
    [ "$code" -ne 0 ] || code=1
    exit "$code"
    ;;
esac
