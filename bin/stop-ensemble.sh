#!/usr/bin/env bash
# Stops the servers that start-ensemble.sh started from this directory. Their data stays.
set -euo pipefail
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/paddock-env.sh"

home=$PWD/data/ensemble
pids=()
for config in "$home"/server*/zoo.cfg; do
  [ -f "$config" ] || fail "There is no ensemble in $home."
  "$PADDOCK_ROOT/bin/stop-server.sh" "$config" &
  pids+=($!)
done
failed=0
for pid in "${pids[@]}"; do
  wait "$pid" || failed=$((failed + 1))
done
[ "$failed" -eq 0 ] || fail "$failed of ${#pids[@]} servers were not stopped."
