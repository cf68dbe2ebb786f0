# shellcheck shell=bash
# Builds what `serve` and the client need when the sources changed, and lays it into a folder of
# its own, target/dist/<fingerprint>: a running server keeps the folder it was started from.
: "${root:?}"
# shellcheck source=build/lib/fingerprint.sh
. "$root/build/lib/fingerprint.sh"
# shellcheck source=build/lib/progress.sh
. "$root/build/lib/progress.sh"

dists=$root/target/dist
build_log=$root/target/build.log

ensure_built() { # sets dist, the folder with server/ and cli/; holds it open for this process
  local quick
  quick=$(quick_fingerprint)
  until_built "$quick"
  exec {dist_lock}<"$dist/lock"
  flock --shared "$dist_lock"
}

until_built() { # quick fingerprint
  built "$1" && return
  mkdir -p "$dists" 2>/dev/null
  [ -w "$dists" ] || { use_what_is_there; return; }
  lock_build
  built "$1" || build_new "$1"
  exec {build_lock}>&-
}

lock_build() { # for this process and what it becomes
  exec {build_lock}>"$dists/lock"
  flock --nonblock "$build_lock" || { say "another build of this checkout is running; waiting for it"; flock "$build_lock"; }
}

use_what_is_there() { # in a folder of somebody else
  dist=$dists/$(content_fingerprint)
  [ -d "$dist" ] || die 1 "$dists cannot be written, and what is built there is not of these sources; build as the owner of the folder first"
}

built() { # quick fingerprint; sets dist when it is that of the last build
  local stamp_quick stamp_id
  { read -r stamp_quick stamp_id <"$dists/stamp"; } 2>/dev/null || return 1
  dist=$dists/$stamp_id
  [ "$stamp_quick" = "$1" ] && [ -d "$dist" ]
}

build_new() { # quick fingerprint; sets dist
  local id
  id=$(content_fingerprint)
  dist=$dists/$id
  if [ ! -d "$dist" ]; then
    compile
    lay_out
    remove_unused "$id"
  fi
  echo "$1 $id" >"$dists/.stamp" && mv "$dists/.stamp" "$dists/stamp"
}

compile() {
  require_jdk
  require_tools
  say "building; the first time takes some minutes (log: $build_log)"
  # what an earlier build copied there may be of another version
  rm -rf "$root"/{server,cli}/target/{lib,imageflow-*.jar}
  # corrected by Maven's own figure as soon as it is known
  stages=$(grep -c '<module>' "$root/pom.xml")
  : >"$build_log"
  local maven status=0
  # no flock descriptors for Maven's children, which may outlive it
  exec {maven_output}< <(cd "$root" && LC_ALL=C.UTF-8 exec mvn -B -DskipTests -Dmaven.test.skip=true -DskipFormatCheck \
    package -pl server,cli -am 2>&1 {build_lock}>&-)
  maven=$!
  trap 'kill "$maven" 2>/dev/null; progress_end "stopped"; exit 130' INT
  trap 'kill "$maven" 2>/dev/null; progress_end "stopped"; exit 143' TERM HUP
  follow_build <&"$maven_output"
  wait "$maven" || status=$?
  exec {maven_output}<&-
  trap - TERM INT HUP
  [ "$status" -eq 0 ] || build_failed
}

build_failed() {
  progress_end "failed"
  explain_failure "$build_log" >&2
  die 1 "the build failed; the whole log: $build_log"
}

lay_out() {
  progress_begin "Start folder"
  if ! copy_programs "$dists/.new"; then
    progress_end "failed"
    die 1 "$dists cannot be filled; is the disk full?"
  fi
  progress_end ""
  say "built in $((SECONDS - build_started)) s"
}

copy_programs() { # folder, complete when it gets its final name
  local program
  rm -rf "$1"
  for program in server cli; do
    mkdir -p "$1/$program" &&
      cp -R "$root/$program/target/lib" "$1/$program/lib" &&
      cp "$root/$program/target/imageflow-$program"-*.jar "$1/$program/" || return 1
  done
  : >"$1/lock" && mv "$1" "$dist"
}

remove_unused() { # fingerprint to keep; what a running process holds stays too
  local old
  for old in "$dists"/*/; do
    [ "$old" = "$dists/$1/" ] && continue
    flock --nonblock --exclusive "$old/lock" rm -rf "$old" 2>/dev/null
  done
  return 0
}
