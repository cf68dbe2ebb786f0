# shellcheck shell=bash
# What every command of the launcher needs. The caller has set `root`, the checkout's folder.
: "${root:?}"

now_ms() { # milliseconds since 1970
  local now=${EPOCHREALTIME:-$(date +%s).000000}
  echo "${now%[.,]*}$(printf '%.3s' "${now#*[.,]}")"
}

say() { echo "imageflow: $*" >&2; }

die() { # exit code, message
  local code=$1
  shift
  say "$*"
  exit "$code"
}

require_jdk() { # sets jdk; exits with find-jdk's own line when there is none
  [ -n "${jdk:-}" ] || jdk=$("$root/build/find-jdk") || exit 1
  # Maven runs on it too, so that one JDK decides
  export JAVA_HOME=$jdk
}

require_tools() { # what a build needs beside the JDK
  command -v mvn >/dev/null || die 1 "Maven (mvn) is not installed; it is needed to build. On Debian: apt install maven"
  [ ! -f "$root/ui/package.json" ] || command -v npm >/dev/null ||
    die 1 "npm is not installed; it is needed to build the web page. Install Node.js 20 or newer with npm"
  # Maven's own libraries use what newer JDKs warn about
  export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
}

java_version() { # home of a JDK -> its full version
  sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"$/\1/p; t; s/^JAVA_VERSION="\(.*\)"$/\1/p' "$1/release" | head -n 1
}

user_cache() { # a folder of this user's that survives builds; made here
  local folder
  for folder in "${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/imageflow" "$root/target/cache" "${TMPDIR:-/tmp}/imageflow-$(id -u)"; do
    mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ] && [ -O "$folder" ] && { echo "$folder"; return; }
  done
  die 1 "no folder for caches can be written (tried ~/.cache/imageflow and target/cache); set XDG_CACHE_HOME"
}

distance() { # edit distance of two words, each at most 40 characters
  local a=${1:0:40} b=${2:0:40} i j cost previous above
  local row=()
  for ((j = 0; j <= ${#b}; j++)); do row[j]=$j; done
  for ((i = 1; i <= ${#a}; i++)); do
    previous=$((i - 1)) row[0]=$i
    for ((j = 1; j <= ${#b}; j++)); do
      above=${row[j]} cost=1
      [ "${a:i-1:1}" = "${b:j-1:1}" ] && cost=0
      row[j]=$((previous + cost))
      ((above + 1 < row[j])) && row[j]=$((above + 1))
      ((row[j - 1] + 1 < row[j])) && row[j]=$((row[j - 1] + 1))
      previous=$above
    done
  done
  echo "${row[${#b}]}"
}

nearest() { # word, candidates… -> the candidate that is at most a third of its letters (and 2) away
  local word=$1 best="" least=99 candidate d
  shift
  for candidate in "$@"; do
    d=$(distance "$word" "$candidate")
    if ((d < least)); then least=$d best=$candidate; fi
  done
  ((least <= 2 || least * 3 <= ${#best})) && ((least < ${#best})) && echo "$best"
  return 0
}
