#!/usr/bin/env bash
# Starts N servers (3 unless said) on this machine, for trying things, with their data in ./data/ensemble/serverI.
#   start-ensemble.sh [N]
# Clients find them on 127.0.0.1, ports 2181, 2182, ... (from PADDOCK_CLIENT_PORT on). What an earlier start wrote is
# kept: the settings, the number of servers, the data. Remove ./data/ensemble for a new one.
set -euo pipefail
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/paddock-env.sh"

home=$PWD/data/ensemble
mkdir -p "$home"
known=$(find "$home" -mindepth 2 -maxdepth 2 -path "*/server*/zoo.cfg" | wc -l)
count=${1:-}
case $count in
  '') [ "$known" -gt 0 ] && count=$known || count=3 ;;
  *[!0-9]* | 0) fail "The number of servers must be a number from 1 on, not '$count'." ;;
esac
if [ "$known" -gt 0 ] && [ "$known" -ne "$count" ]; then
  fail "There is an ensemble of $known in $home already: start it without a number, or remove the directory."
fi

first_port=${PADDOCK_CLIENT_PORT:-2181}
# The usual ports of an ensemble, 2888 and 3888, from the usual client port on.
raft_offset=707
peer_offset=1707
hosts=
for i in $(seq "$count"); do
  dir=$home/server$i
  if [ ! -f "$dir/zoo.cfg" ]; then
    mkdir -p "$dir/data"
    printf '%s\n' "$i" >"$dir/data/myid"
    {
      printf '# Written by start-ensemble.sh, and kept as it is from then on.\n'
      printf 'tickTime=2000\ninitLimit=10\nsyncLimit=5\ndataDir=%s/data\nclientPortAddress=127.0.0.1\nclientPort=%s\n' \
        "$dir" "$((first_port + i - 1))"
      printf '4lw.commands.whitelist=*\n'
      for j in $(seq "$count"); do
        printf 'server.%s=127.0.0.1:%s:%s\n' "$j" "$((first_port + raft_offset + j - 1))" \
          "$((first_port + peer_offset + j - 1))"
      done
    } >"$dir/zoo.cfg.draft"
    mv "$dir/zoo.cfg.draft" "$dir/zoo.cfg"
  fi
  hosts=$hosts,127.0.0.1:$(sed -n 's/^clientPort=//p' "$dir/zoo.cfg")
done

build_server
pids=()
for i in $(seq "$count"); do
  "$PADDOCK_ROOT/bin/start-server.sh" --daemon "$home/server$i/zoo.cfg" &
  pids+=($!)
done
failed=0
for pid in "${pids[@]}"; do
  wait "$pid" || failed=$((failed + 1))
done
[ "$failed" -eq 0 ] || fail "$failed of $count servers did not start."
printf 'Connect with %s; stop with %s.\n' "${hosts#,}" "$PADDOCK_ROOT/bin/stop-ensemble.sh"
