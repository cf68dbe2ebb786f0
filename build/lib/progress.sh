# shellcheck shell=bash
# Turns Maven's output into one line for each stage of the build, with its seconds.
: "${build_log:=/dev/null}"

now_tenths() { # tenths of a second
  echo $(($(now_ms) / 100))
}

progress_begin() { # label
  [ -z "${stage_label:-}" ] || progress_end ""
  stage=$((${stage:-0} + 1)) stage_label=$1 stage_started=$(now_tenths) downloads=0
  build_started=${build_started:-$SECONDS}
  printf '  [%d/%s] %s ... ' "$stage" "${stages:-?}" "$stage_label" >&2
}

progress_end() { # what became of the stage when it is not done, or ""
  [ -n "${stage_label:-}" ] || return 0
  local tenths=$(($(now_tenths) - stage_started)) more=""
  [ "$downloads" -eq 0 ] || more=", $downloads files downloaded"
  [ ! -t 2 ] || printf '\r  [%d/%s] %s ... ' "$stage" "${stages:-?}" "$stage_label" >&2
  printf '%s%d.%d s%s\033[K\n' "${1:+$1 after }" $((tenths / 10)) $((tenths % 10)) "$more" | plain_unless_terminal >&2
  stage_label=""
}

plain_unless_terminal() {
  if [ -t 2 ]; then cat; else sed 's/\x1b\[K//'; fi
}

progress_tick() { # rewrites the line of the running stage, on a terminal only
  [ -t 2 ] && [ -n "${stage_label:-}" ] || return 0
  printf '\r  [%d/%s] %s ... %d s\033[K' "$stage" "${stages:-?}" "$stage_label" $((($(now_tenths) - stage_started) / 10)) >&2
}

follow_build() { # reads Maven's output, writes it to build_log
  local line part=""
  exec {log}>>"$build_log"
  progress_begin "Build tools"
  while :; do
    if IFS= read -r -t 1 line; then
      build_line "$part$line"
      part=""
    elif (($? > 128)); then
      part+=$line
      progress_tick
    else
      break
    fi
  done
  exec {log}>&-
}

build_line() { # one line of Maven's output
  case $1 in
    "Downloading from "* | "[INFO] Downloading from "*) return ;;
    "Downloaded from "* | "[INFO] Downloaded from "*) downloads=$((downloads + 1)); return ;;
    "[INFO] Building "*) build_stage "$1" ;;
  esac
  printf '%s\n' "$1" >&"$log"
}

build_stage() { # [INFO] Building core — name of the module 0.1.0 [3/9]
  local pattern='^\[INFO\] Building (.*) [^ ]+ +\[([0-9]+)/([0-9]+)\]$'
  [[ $1 =~ $pattern ]] || return 0
  # the folder that `lay_out` fills is one stage more
  stages=$((BASH_REMATCH[3] + 1))
  [ "${BASH_REMATCH[2]}" -eq 1 ] || progress_begin "${BASH_REMATCH[1]/ — /: }"
}

explain_failure() { # log -> what a person needs of it
  local unreachable='Unknown host|Could not transfer|Temporary failure in name resolution|Network is unreachable|UnresolvedAddress|EAI_AGAIN|ENOTFOUND|ECONNREFUSED'
  if grep -qE "$unreachable" "$1"; then
    echo "imageflow: libraries have to be downloaded for the build, and the network or its server does not answer:"
    grep -E "$unreachable" "$1" | sed 's/^\[ERROR\] //' | cut -c 1-300 | head -n 1
    return
  fi
  grep -E '^\[ERROR\]|^npm (ERR!|error)|error TS[0-9]+|^error ' "$1" |
    grep -vE '^\[ERROR\] *$|\[Help 1\]|Re-run Maven|full stack trace|For more information|COMPILATION ERROR|-rf :|After correcting' |
    sed 's/^\[ERROR\] //' | awk '!seen[$0]++' | cut -c 1-300 | head -n 12
}
