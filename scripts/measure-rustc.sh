#!/bin/sh
# Writes the peak resident memory of each compilation to a file, for rules/tables/crates.json:
#   RUSTC_MEMORY_LOG=/tmp/rustc.log RUSTC_WRAPPER=$PWD/scripts/measure-rustc.sh cargo build
# cargo calls it with the compiler and its arguments. Needs GNU time; a linker that is larger than its compiler counts.
[ -n "$CARGO_CRATE_NAME" ] || exec "$@"
exec /usr/bin/time -a -o "$RUSTC_MEMORY_LOG" -f "%M $CARGO_PKG_NAME $CARGO_PKG_VERSION $CARGO_CRATE_NAME" "$@"
