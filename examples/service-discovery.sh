#!/usr/bin/env bash
# Service discovery: a service registers its address under its name; who needs it picks one; a dead one is gone.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
shell=${PADDOCK_SHELL:-$here/../bin/shell.sh}
root=/example-services-$$
work=$(mktemp -d)
trap '"$shell" rm -r -f "$root"; rm -rf "$work"' EXIT

"$shell" create -p "$root/billing"

echo "== two instances register, each with a session that lives as long as it does"
for port in 8081 8082; do
  mkfifo "$work/$port"
  "$shell" -f - <"$work/$port" >/dev/null &
  echo $! >"$work/$port.pid"
done
exec 7>"$work/8081" 8>"$work/8082"
echo "create -e $root/billing/8081 {\"host\":\"127.0.0.1\",\"port\":8081}" >&7
echo "create -e $root/billing/8082 {\"host\":\"127.0.0.1\",\"port\":8082}" >&8
"$shell" wait-for --timeout 30000 "$root/billing/8081"
"$shell" wait-for --timeout 30000 "$root/billing/8082"

echo "== a client looks the service up"
"$shell" ls "$root/billing"
"$shell" --output json get "$root/billing/8081"
"$shell" grep 8082 "$root/billing" | sed "s|$root||"

echo "== one instance ends"
exec 7>&-
wait "$(cat "$work/8081.pid")"
"$shell" wait-for --gone --timeout 30000 "$root/billing/8081"
"$shell" ls "$root/billing"
exec 8>&-
wait "$(cat "$work/8082.pid")"
echo "done"
