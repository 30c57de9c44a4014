#!/usr/bin/env bash
# Feature flags for a web application, from YAML in CI.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
shell=${PADDOCK_SHELL:-$here/../bin/shell.sh}
root=/example-flags-$$
trap '"$shell" rm -r -f "$root"' EXIT

echo "== a pull request: what would change?"
"$shell" plan "$here/feature-flags.yaml" --root "$root" || [ $? -eq 2 ]

echo "== merged: CI applies it"
"$shell" apply "$here/feature-flags.yaml" --root "$root" --yes --no-backup --revision "${GIT_COMMIT:-example}"

echo "== the application reads a flag, and waits for the next change"
"$shell" get "$root/checkout/express"
"$shell" watch "$root/search/ranking" >"${TMPDIR:-/tmp}/flags-$$" 2>"${TMPDIR:-/tmp}/flags-err-$$" &
watcher=$!
until grep -q Watching "${TMPDIR:-/tmp}/flags-err-$$"; do sleep 0.1; done

echo "== another environment sets another value"
RANKING=learned "$shell" apply "$here/feature-flags.yaml" --root "$root" --yes --no-backup
wait "$watcher"
cat "${TMPDIR:-/tmp}/flags-$$"
rm -f "${TMPDIR:-/tmp}/flags-$$" "${TMPDIR:-/tmp}/flags-err-$$"

echo "== somebody changes a flag by hand: the nightly job finds the drift and undoes it"
"$shell" set "$root/checkout/express" off
export RANKING=learned
status=0
"$shell" plan "$here/feature-flags.yaml" --root "$root" || status=$?
[ "$status" -eq 2 ]
"$shell" apply "$here/feature-flags.yaml" --root "$root" --yes --no-backup
"$shell" plan "$here/feature-flags.yaml" --root "$root"
echo "done"
