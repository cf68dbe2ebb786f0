# shellcheck shell=bash
# The command line client: the same build, another main class.
: "${root:?}"
# shellcheck source=build/lib/package.sh
. "$root/build/lib/package.sh"
# shellcheck source=build/lib/jvm.sh
. "$root/build/lib/jvm.sh"

client_main() {
  require_jdk
  ensure_built
  utf8
  CLASSPATH=$(class_path "$dist/cli") || exit 1
  export CLASSPATH
  # a command of a second or two: no optimizing compiler, one collector thread
  local size flags=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto)
  if [ -t 2 ]; then
    size=$(stty size <&2 2>/dev/null)
    flags+=(-Dimageflow.terminal=true "-Dimageflow.columns=${size#* }")
  fi
  exec "${jdk:?}/bin/java" "${flags[@]}" com.imageflowcanvas.cli.Main "$@"
}
