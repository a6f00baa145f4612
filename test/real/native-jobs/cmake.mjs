/** A project of jobs that sleep, configured in the case's own folder. */
const CMAKE_LISTS = `cmake_minimum_required(VERSION 3.16)
project(jobs NONE)
set(JOBS TARGETS)
separate_arguments(JOBS)
foreach(job IN LISTS JOBS)
  add_custom_target(\${job} ALL COMMAND sh -c "echo + >> $LOG; sleep 1; echo - >> $LOG" VERBATIM)
endforeach()
`
/** `configure` stands outside of what memlint reads where the generator is to be a secret. */
const inScript = (build, { generator = 'Unix Makefiles', said = '' } = {}) => ({
  name: `${said}${build} (${generator})`,
  files: {
    'CMakeLists.txt': CMAKE_LISTS,
    'package.json': JSON.stringify({ scripts: { configure: `cmake -B build ${said}`.trim(), build } }),
  },
  run: `cmake -B build -G '${generator}' && eval "$(node -p 'require("./package.json").scripts.build')"`,
})
const withNinja = build => inScript(build, { generator: 'Ninja', said: '-G Ninja ' })

const bounded = one => ({ ...one, bounded: true })
/** A build preset through one that inherits it; `flags` stand behind it on the command line. */
const inPreset = (preset, { flags = '', generator = 'Unix Makefiles', level } = {}) => {
  const build = ['cmake --build --preset all', flags].filter(Boolean).join(' ')
  const presets = {
    version: 3,
    configurePresets: [{ name: 'all', generator, binaryDir: 'build' }],
    buildPresets: [
      { name: 'base', hidden: true, configurePreset: 'all', ...preset },
      { name: 'all', inherits: 'base' },
    ],
  }
  const env = level ? { '.env': `CMAKE_BUILD_PARALLEL_LEVEL=${level}\n` } : { '.env': '' }
  return {
    name: `${JSON.stringify(preset)} ${level ? `CMAKE_BUILD_PARALLEL_LEVEL=${level} ` : ''}${build} (${generator})`,
    files: {
      ...env,
      'CMakeLists.txt': CMAKE_LISTS,
      'CMakePresets.json': JSON.stringify(presets),
      'package.json': JSON.stringify({ scripts: { build } }),
    },
    run: 'cmake --preset all && set -a && . ./.env && eval "$(node -p \'require("./package.json").scripts.build\')"',
  }
}
const DEAD_LEVEL = { environment: { CMAKE_BUILD_PARALLEL_LEVEL: '3' } }

export const CMAKE = [
  ...[inPreset({ jobs: 0 }), inPreset({}, { flags: '-j' }), inPreset(DEAD_LEVEL, { flags: '-j' })],
  inPreset({ jobs: 3, nativeToolOptions: ['-j'] }),
  ...[
    ...[inPreset({}), inPreset({ jobs: 3 }, { flags: '-j' }), inPreset({ jobs: 0 }, { level: 3 })],
    ...[inPreset({ jobs: 0 }, { generator: 'Ninja' }), inPreset({}, { flags: '-j', generator: 'Ninja' })],
  ].map(bounded),
  ...[
    ...['cmake --build build -j', 'cmake --build build --parallel', 'cmake --build build -j -v'],
    ...['cmake --build build -- -j', 'cmake --build build -j4 -- -j'],
    'CMAKE_BUILD_PARALLEL_LEVEL=2 cmake --build build -j',
  ].map(build => inScript(build)),
  ...[
    ...['cmake --build build -j4', 'cmake --build build --parallel 4'],
    ...['cmake --build build -j -- -j3', 'cmake --build build -j0', 'cmake --build build -j install'],
  ].map(build => bounded(inScript(build))),
  ...['cmake --build build -j', 'cmake --build build', 'ninja -C build', 'ninja -C build -j0 -l 0.1']
    .map(withNinja)
    .map(bounded),
]

export const NINJA = ['ninja -C build -j0', 'ninja -C build -j 0', 'cmake --build build -- -j0'].map(
  withNinja,
)
