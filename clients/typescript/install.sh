#!/bin/sh
# Installs what the client is built and tested with; does nothing while it is there.
set -eu
cd "$(dirname "$0")"
if [ package-lock.json -nt node_modules/.package-lock.json ] || [ ! -e node_modules/.package-lock.json ]; then
  echo "clients/typescript: installing packages"
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules/.package-lock.json
fi
