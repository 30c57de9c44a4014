#!/usr/bin/env bash
# The shell. bin/shell.sh --help tells how it is used.
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
target=$home/shell/target
shopt -s nullglob

find_jar() {
  local file
  jar=
  for file in "$target"/paddock-shell-*.jar; do
    case $file in
      *-sources.jar | *-javadoc.jar | *-tests.jar) ;;
      *) jar=$file ;;
    esac
  done
  [ -n "$jar" ]
}

# Whether the jars are there and no source is newer than the last build, which leaves a jar alone that it would not change.
is_built() {
  local reference
  find_jar && [ -d "$target/lib" ] || return 1
  [ -f "$home/pom.xml" ] || return 0
  reference=$jar
  if [ "$target/.built" -nt "$jar" ]; then reference=$target/.built; fi
  [ -z "$(find "$home/pom.xml" "$home/shell/pom.xml" "$home/shell/src/main" -newer "$reference" -print -quit)" ]
}

build() {
  echo "Building the shell, which takes a minute the first time ..." >&2
  mkdir -p "$target"
  touch "$target/.built.begin"
  (cd "$home" && mvn -q -B -DskipTests -Dspotless.check.skip=true -pl shell -am package) </dev/null >&2
  mv "$target/.built.begin" "$target/.built"
  find_jar || { echo "The build left no jar in $target." >&2; exit 1; }
}

is_built || build
# An archive of loaded classes takes jars by name alone, no folders and no wildcards.
class_path=$jar
for file in "$target"/lib/*.jar; do class_path+=:$file; done
# Start-up counts for scripts: the quick compiler alone, the small collector, classes from an archive.
options=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xlog:disable -Xlog:all=off -Djdk.console=java.base)
archive=${PADDOCK_SHELL_ARCHIVE:-$target/shell.jsa}
if [ ! -f "$archive" ] || [ "$jar" -nt "$archive" ]; then
  # The first run writes the archive, beside it and then in place, so that two first runs do not meet.
  if [ -w "$(dirname "$archive")" ]; then
    java "${options[@]}" -XX:ArchiveClassesAtExit="$archive.$$" -cp "$class_path" \
      io.paddock.shell.StartUpRehearsal >/dev/null 2>&1 || true
    if [ -f "$archive.$$" ]; then mv -f "$archive.$$" "$archive"; fi
  fi
fi
if [ -f "$archive" ]; then options+=("-XX:SharedArchiveFile=$archive"); fi
exec java "${options[@]}" ${PADDOCK_SHELL_JAVA_OPTS:-} -cp "$class_path" io.paddock.shell.Shell "$@"
