#!/usr/bin/env bash
# Stops the server that start-server.sh --daemon started with the same CONFIG, cleanly.
#   stop-server.sh [CONFIG]
# PADDOCK_STOP_SECONDS (60) is how long it may take.
set -euo pipefail
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/paddock-env.sh"

# A server that runs was built; it is not built anew only to stop it.
find_server_jar || build_server
data_dir=$(data_directory "$@") || exit $?
pid_file=$data_dir/paddock.pid
pid=$(pid_in "$pid_file")
if ! is_server_process "$pid"; then
  printf 'No server runs with its data in %s.\n' "$data_dir" >&2
  rm -f "$pid_file"
  exit 1
fi

kill -TERM "$pid"
deadline=$((SECONDS + ${PADDOCK_STOP_SECONDS:-60}))
while is_server_process "$pid"; do
  if [ "$SECONDS" -ge "$deadline" ]; then
    printf 'Process %s did not stop within %s seconds; it is left running.\n' "$pid" "${PADDOCK_STOP_SECONDS:-60}" >&2
    exit 1
  fi
  sleep 0.1
done
rm -f "$pid_file" "$data_dir/paddock.status"
printf 'Stopped process %s.\n' "$pid"
