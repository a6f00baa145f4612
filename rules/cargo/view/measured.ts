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
