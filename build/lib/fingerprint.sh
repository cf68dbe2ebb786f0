# shellcheck shell=bash
# Tells whether the sources of the program changed, without git: tests, documents and what a
# build makes do not count.
: "${root:?}"

source_files() { # NUL-separated, relative to the root
  cd "$root" && find . \
    \( -name target -o -name node_modules -o -name dist -o -name '.*' ! -name . ! -name .mvn \
    -o -path './*/src/test' -o -path ./ui/tests -o -path ./ui/test -o -path ./ui/e2e \
    -o -path ./it -o -path ./bench -o -path ./testkit -o -path ./docs -o -path ./deploy \
    -o -path ./data -o -path ./models -o -path ./clients -o -path ./imageflow-output \) -prune -o -type f \
    \( -name pom.xml -o -path './.mvn/*' -o -path './*/src/*' -o -path './ui/*' -o -path './build/lib/package.sh' \) \
    ! -name '*.test.ts' ! -name '*.test.tsx' ! -name '*.md' "$@"
}

quick_fingerprint() { # of paths, sizes and times
  source_files -printf '%p %s %T@\n' | LC_ALL=C sort | sha256sum | cut -c 1-16
}

content_fingerprint() { # of paths and contents; decides when the quick one differs
  source_files -print0 | LC_ALL=C sort -z | (cd "$root" && xargs -0 sha256sum) | sha256sum | cut -c 1-16
}
