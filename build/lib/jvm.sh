# shellcheck shell=bash
# The server's Java command line: the same for a start and for the training run of its AOT cache.
: "${root:?}"

server_flags() { # sets the array flags
  local extra
  read -ra extra <<<"${IMAGEFLOW_JAVA_OPTS:-}"
  flags=(-XX:+UseCompactObjectHeaders -XX:+UseSerialGC -XX:MaxRAMPercentage=30
    -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED
    "-Dorg.bytedeco.javacpp.cachedir=$(user_cache)/javacpp" "-Dimageflow.home=$root" "${extra[@]}")
}

aot_cache() { # dist, home of the JDK -> the name of the cache for exactly these and the flags
  local id
  id=$({ cat "$2/release"; printf '%s\n' "${flags[@]}"; } | sha256sum)
  echo "$1/server-${id:0:12}.aot"
}
