#!/bin/sh
# Builds the pages into the folder OUT, or tests them; one line per stage.
#
#   ui/build.sh pages OUT     does nothing while OUT is newer than everything it is made of
#   ui/build.sh test
set -eu
cd "$(dirname "$0")"

say() { echo "ui: $*"; }

need_node() {
  if ! command -v npm >/dev/null || ! node -e '
      const [major, minor] = process.versions.node.split(".").map(Number);
      process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1);'; then
    say "node $(node --version 2>/dev/null || echo missing) (expected: 20.19 or newer, with npm);" \
      "install it, or leave the pages out with -DskipUi" >&2
    exit 1
  fi
}

install_packages() {
  if [ package-lock.json -nt node_modules/.package-lock.json ] || [ ! -e node_modules/.package-lock.json ]; then
    say "installing packages"
    npm ci --no-audit --no-fund --loglevel=error
    touch node_modules/.package-lock.json
  fi
}

build_pages() {
  if [ -e "$1/index.html" ] &&
    [ -z "$(find src public index.html vite.config.ts tsconfig.json package-lock.json build \
      -newer "$1/index.html" -print | head -n 1)" ]; then
    return
  fi
  need_node
  install_packages
  say "checking types and building pages"
  if ! UI_OUT=$1 npm run --silent build; then
    # what was built but found too large must not pass for up to date next time
    rm -f "$1/index.html"
    exit 1
  fi
}

case "${1-}" in
  pages) build_pages "$2" ;;
  test)
    need_node
    install_packages
    say "testing"
    NO_COLOR=1 npm test --silent
    ;;
  *)
    say "${1-nothing} (expected: pages OUT, or test)" >&2
    exit 2
    ;;
esac
