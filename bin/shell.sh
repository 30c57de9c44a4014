#!/usr/bin/env bash
# The shell. bin/shell.sh --help tells how it is used.
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
shopt -s nullglob
jars=("$home"/shell/target/paddock-shell-*.jar)
if [ ${#jars[@]} -eq 0 ] || [ ! -d "$home/shell/target/lib" ]; then
  echo "Building the shell once ..." >&2
  (cd "$home" && mvn --quiet --batch-mode -DskipTests --projects shell --also-make package) >&2
  jars=("$home"/shell/target/paddock-shell-*.jar)
fi
# Start-up counts for scripts: the quick compiler alone, the small collector.
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto ${PADDOCK_SHELL_JAVA_OPTS:-} \
  -cp "${jars[0]}:$home/shell/target/lib/*" io.paddock.shell.Shell "$@"
