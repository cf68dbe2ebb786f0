# shellcheck shell=bash
# `imageflow serve`: builds when needed, then becomes the server.
: "${root:?}" "${launched_at:?}"
# shellcheck source=build/lib/package.sh
. "$root/build/lib/package.sh"
# shellcheck source=build/lib/jvm.sh
. "$root/build/lib/jvm.sh"

serve_main() {
  require_jdk
  ensure_built
  # the figure at the start is that of the start; the build has told its own
  [ -z "${build_started:-}" ] || launched_at=$(now_ms)
  server_flags
  native_memory
  utf8
  local cache
  cache=$(aot_cache "$dist" "${jdk:?}")
  CLASSPATH=$(class_path "$dist/server") || exit 1
  export CLASSPATH
  if [ "${IMAGEFLOW_AOT:-on}" != off ]; then
    if [ -f "$cache" ]; then
      # where it does not fit after all, the start is as without it: nothing to tell the user
      flags+=("-XX:AOTCache=$cache" -Xlog:aot=off -Xlog:cds=off)
    else
      train_later "$cache"
    fi
  fi
  exec "$jdk/bin/java" "${flags[@]}" "-Dimageflow.launched-at=$launched_at" com.imageflowcanvas.server.Main
}

train_later() { # cache; in a session of its own, so that no signal to the server reaches it
  [ -w "$dist" ] && command -v setsid >/dev/null && command -v timeout >/dev/null || return 0
  # 11 minutes at most, whatever happens
  setsid --fork timeout --kill-after=30 660 "$root/build/train-aot" "$jdk" "$dist" "$1" $$ \
    </dev/null >/dev/null 2>&1 {dist_lock}<&-
}
