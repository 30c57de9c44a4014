#!/usr/bin/env bash
# Cache servers that come and go: each holds an ephemeral znode for as long as it lives, a client follows the list.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
shell=${PADDOCK_SHELL:-$here/../bin/shell.sh}
root=/example-cache-$$
seen=$(mktemp)
said=$(mktemp)
trap '"$shell" rm -r -f "$root"; rm -f "$seen" "$said"' EXIT

"$shell" create "$root"
echo "== a client follows the list of caches, four changes of it"
"$shell" watch -f -n 4 "$root" >"$seen" 2>"$said" &
client=$!
until grep -q Watching "$said"; do sleep 0.1; done

echo "== two caches come; each is there for as long as its session"
mkfifo "$seen.one" "$seen.two"
"$shell" -f - <"$seen.one" >/dev/null & one=$!
"$shell" -f - <"$seen.two" >/dev/null & two=$!
exec 7>"$seen.one" 8>"$seen.two"
rm -f "$seen.one" "$seen.two"
echo "create -e $root/cache-1 10.0.0.1:11211" >&7
echo "create -e $root/cache-2 10.0.0.2:11211" >&8
"$shell" wait-for --timeout 30000 "$root/cache-1"
"$shell" wait-for --timeout 30000 "$root/cache-2"
"$shell" ls "$root"

echo "== one goes"
exec 7>&-
wait "$one"
"$shell" wait-for --gone --timeout 30000 "$root/cache-1"
"$shell" ls "$root"

echo "== the other too; the client has seen all of it"
exec 8>&-
wait "$two"
wait "$client"
sed "s|$root|/caches|" "$seen" | sort
echo "done"
