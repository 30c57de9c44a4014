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
# An archive of loaded classes takes jars by name alone, no folders and no wildcards.
class_path=${jars[0]}
for jar in "$home"/shell/target/lib/*.jar; do class_path+=:$jar; done
# Start-up counts for scripts: the quick compiler alone, the small collector, classes from an archive.
options=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xlog:disable -Xlog:all=off -Djdk.console=java.base)
archive=${PADDOCK_SHELL_ARCHIVE:-$home/shell/target/shell.jsa}
if [ ! -f "$archive" ] || [ "${jars[0]}" -nt "$archive" ]; then
  # The first run writes the archive, beside it and then in place, so that two first runs do not meet.
  if [ -w "$(dirname "$archive")" ]; then
    java "${options[@]}" -XX:ArchiveClassesAtExit="$archive.$$" -cp "$class_path" \
      io.paddock.shell.StartUpRehearsal >/dev/null 2>&1 || true
    if [ -f "$archive.$$" ]; then mv -f "$archive.$$" "$archive"; fi
  fi
fi
if [ -f "$archive" ]; then options+=("-XX:SharedArchiveFile=$archive"); fi
exec java "${options[@]}" ${PADDOCK_SHELL_JAVA_OPTS:-} -cp "$class_path" io.paddock.shell.Shell "$@"
