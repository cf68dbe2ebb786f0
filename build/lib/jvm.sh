# shellcheck shell=bash
# Java command lines; the server's is the same for a start and for the training run of its AOT cache.
: "${root:?}"

server_flags() { # sets the array flags; IMAGEFLOW_JAVA_OPTS comes last and wins
  local extra collector=(-XX:+UseSerialGC)
  read -ra extra <<<"${IMAGEFLOW_JAVA_OPTS:-}"
  # Java refuses two collectors
  [[ ${IMAGEFLOW_JAVA_OPTS:-} != *-XX:+Use*GC* ]] || collector=()
  # a start's many methods are compiled quickly first, and thoroughly only where they stay hot: else
  # the thorough compiler takes a core from the first minute's requests
  local compiler=(-XX:Tier3InvocationThreshold=20 -XX:Tier3MinInvocationThreshold=10 -XX:Tier3CompileThreshold=100
    -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=10000 -XX:Tier4CompileThreshold=150000)
  # a heap that begins small and, after the collection that the idle server asks for, ends small
  local heap=(-XX:MaxRAMPercentage=30 -XX:InitialRAMPercentage=0.5 -XX:MinHeapFreeRatio=15 -XX:MaxHeapFreeRatio=40)
  flags=("${compiler[@]}" -XX:+UseCompactObjectHeaders "${collector[@]}" "${heap[@]}"
    -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED
    "-Dorg.bytedeco.javacpp.cachedir=$(user_cache)/javacpp" "-Dimageflow.home=$root" "${extra[@]}")
}

native_memory() { # for glibc, which reads it when a process begins; what is set already stays
  # two pools of freed memory for all threads, instead of eight for each core
  export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
  # images go back to the system when they are freed; without this glibc soon keeps up to 32 MiB each
  export MALLOC_MMAP_THRESHOLD_=${MALLOC_MMAP_THRESHOLD_:-4194304} MALLOC_TRIM_THRESHOLD_=${MALLOC_TRIM_THRESHOLD_:-16777216}
}

class_path() { # folder with one program's jar and its lib/
  local jar path=""
  case $1 in *:*) die 1 "the folder's name contains ':', which no class path can: $1" ;; esac
  for jar in "$1"/*.jar "$1"/lib/*.jar; do path=$path:$jar; done
  echo "${path#:}"
}

utf8() { # file names and texts are UTF-8 also where nothing says so, as in a bare container
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
    *) export LC_ALL=C.UTF-8 ;;
  esac
}

aot_cache() { # dist, home of the JDK -> the name of the cache for exactly these and the flags
  local id
  id=$({ cat "$2/release"; printf '%s\n' "${flags[@]}"; } | sha256sum)
  echo "$1/server-${id:0:12}.aot"
}
