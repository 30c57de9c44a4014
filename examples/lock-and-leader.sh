#!/usr/bin/env bash
# A job that must not run twice at once, and one leader out of several.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
shell=${PADDOCK_SHELL:-$here/../bin/shell.sh}
root=/example-locks-$$
work=$(mktemp -d)
trap '"$shell" rm -r -f "$root"; rm -rf "$work"' EXIT

echo "== three workers add to a counter that two at once would spoil"
echo 0 >"$work/counter"
export counter=$work/counter
for worker in 1 2 3; do
  "$shell" lock "$root/counter" -- sh -c 'value=$(cat "$counter"); sleep 0.2; echo $((value + 1)) >"$counter"' &
  echo $! >"$work/$worker"
done
for worker in 1 2 3; do wait "$(cat "$work/$worker")"; done
echo "counter: $(cat "$work/counter")"
[ "$(cat "$work/counter")" -eq 3 ]

echo "== two candidates, one leads; the other takes over when it is done"
export log=$work/leaders
for candidate in a b; do
  name=$candidate "$shell" elect "$root/leader" -- sh -c 'echo "$name leads"; echo begin >>"$log"; sleep 0.2; echo end >>"$log"' &
  echo $! >"$work/$candidate"
done
for candidate in a b; do wait "$(cat "$work/$candidate")"; done
[ "$(tr '\n' ' ' <"$log")" = "begin end begin end " ]

echo "== who does not want to wait is told"
status=0
"$shell" lock "$root/busy" -- "$shell" lock --timeout 0 "$root/busy" -- true || status=$?
echo "status $status"
[ "$status" -eq 1 ]
echo "done"
