const NAMES = Array.from({ length: 10 }, (_, index) => `t${index}`)
/** Ten packages, none of which needs another, and a compiler that says when it starts and ends. */
const PACKAGES = Object.fromEntries(
  NAMES.flatMap(name => [
    [`${name}/Cargo.toml`, `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n`],
    [`${name}/src/lib.rs`, ''],
  ]),
)
const COMPILER = `#!/bin/sh
case " $* " in
*" --crate-name t"*) echo + >> $LOG; "$@"; code=$?; sleep 0.6; echo - >> $LOG; exit $code ;;
*) exec "$@" ;;
esac
`
/** `.cargo/config.toml` says 2, which is what counts where nothing else does. */
const withFiles = (name, files, run) => ({
  name,
  files: {
    ...PACKAGES,
    'Cargo.toml': '[workspace]\nmembers = ["t*"]\nresolver = "2"\n',
    compiler: COMPILER,
    '.cargo/config.toml': '[build]\njobs = 2\n',
    ...files,
  },
  run: `rm -rf target; chmod +x compiler; export RUSTC_WRAPPER="$PWD/compiler"; ${run}`,
})
const inScript = build =>
  withFiles(
    build,
    { 'package.json': JSON.stringify({ scripts: { build } }) },
    `eval "$(node -p 'require("./package.json").scripts.build')"`,
  )

export const CARGO = [
  ...[
    ...['cargo build --jobs=10', 'CARGO_BUILD_JOBS=10 cargo build'],
    'CARGO_BUILD_JOBS=2 cargo build -qj10',
  ].map(inScript),
  withFiles(
    '.env: CARGO_BUILD_JOBS=10',
    { '.env': 'CARGO_BUILD_JOBS=10\n' },
    'set -a; . ./.env; cargo build',
  ),
  withFiles('Makefile: cargo build', { Makefile: 'all:\n\t@cargo build \\\n\t\t-j 10\n' }, 'make'),
  ...[
    'CARGO_BUILD_JOBS=10 cargo build -j 3',
    'CARGO_BUILD_JOBS=10 cargo --config build.jobs=3 build',
    'cargo build -j default',
  ].map(build => ({ ...inScript(build), bounded: true })),
]
