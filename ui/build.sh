#!/usr/bin/env bash
# Builds the page into ui/dist. Fetches the packages only when package-lock.json has changed.
set -eu
cd "$(dirname "$0")"
command -v npm >/dev/null || { echo "ui: npm is missing (expected: npm of Node.js 20 or newer)" >&2; exit 1; }
stamp=node_modules/.installed
if [ ! -f "$stamp" ] || [ package-lock.json -nt "$stamp" ]; then
  echo "ui: packages"
  npm ci --no-audit --no-fund --loglevel=error
  touch "$stamp"
fi
echo "ui: ${1:-build}"
npm run --silent "${1:-build}"
