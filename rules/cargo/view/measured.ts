/* Peak memory on 2 cpus with rustc 1.95 on Linux: what the rules' advice rests on. */

export const CODEGEN_UNITS = {
  dev: 'one crate of 100,000 lines, dev profile: 1014 MiB with 16 codegen units, 2107 MiB with 1, 2140 MiB with 2 (rustc 1.95)',
  release:
    'the same crate, release profile with 8 jobs: 1196 MiB with 16 codegen units, 1309 MiB with 1; with 2 jobs 889 and 1308 MiB (rustc 1.95)',
}

export const DEBUG_INFO = {
  compile:
    'one crate of 100,000 lines, dev profile: 1129 MiB with debug = 2, 856 MiB with "line-tables-only" (rustc 1.95)',
  link: '8 test binaries linked at once: GNU ld 5747 MiB with debug = 2, 3536 MiB with "line-tables-only"; rust-lld 1356 and 1096 MiB',
  lto: 'one program of 8 MB with lto = "fat": 3995 MiB with debug = 2, 828 MiB without debug information (rustc 1.95)',
}

export const LTO =
  'the last step of one program of 8 MB: 79 MiB with cargo\'s default, 263 MiB with lto = "thin", 828 MiB with "fat" (rustc 1.95)'

export const OPTIMISED =
  'one crate of 100,000 lines, dev profile: 1129 MiB and 22 s with opt-level = 0, 1324 MiB and 67 s with 1 (rustc 1.95)'

export const TEST_PROGRAMS = {
  merged:
    '8 test programs of 160 MB linked at once take 1356 MiB and 2475 MB of disk, the same tests in one program 187 MiB and 1147 MB (rust-lld, rustc 1.95)',
  each: 'one link of such a program takes about 155 MiB with rust-lld, about 700 MiB with GNU ld (rustc 1.95)',
}

export const DOCTESTS =
  '16 examples: 1258 MiB with 8 threads whatever build.jobs says, 346 MiB with RUST_TEST_THREADS=2, 200 MiB in edition 2024 (rustc 1.95)'

export const INCREMENTAL =
  'one crate of 100,000 lines, dev profile: 1129 MiB incremental, 1014 MiB not (rustc 1.95)'
