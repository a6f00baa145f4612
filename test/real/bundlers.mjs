// How many workers webpack starts on a machine that seems to have 8 cpus, to minimize and to load, and how many are left of
// them after memlint's fix. Workers wait for each other, so that so many run at once as are allowed to.
//
//   node test/real/bundlers.mjs
import { applyFixes, reportOf } from './memlint.mjs'
import { claim, inRepository, installed, runMeeting, versionOf } from './node-tool.mjs'

const CPUS = 8
const ENTRIES = 8
const MINIMIZE = 'webpack/minimizer-parallel'
const LOAD = 'webpack/thread-loader-workers'

const REQUIRES = `const Terser = require('terser-webpack-plugin')

const minify = async input => {
  await require(process.cwd() + '/meeting.cjs')()
  return { code: Object.values(input)[0] }
}
const common = { mode: 'production', cache: false, entry: require('./entries.cjs') }
`

const BUILD = `require('webpack')(require('./webpack.config.js'), (error, stats) => {
  if (error || stats.hasErrors()) throw error ?? new Error(stats.toString())
})
`

const LOADER = `module.exports = function (source) {
  const done = this.async()
  require('./meeting.cjs')().then(() => done(null, source))
}
`

const modules = installed('webpack-5', ['webpack@5', 'terser-webpack-plugin@5', 'thread-loader@4'])
const terser = `terser-webpack-plugin ${versionOf(modules, 'terser-webpack-plugin')}`

/** Each with the workers that run before the fix, and the most after it, where 4 GiB are too much for more than two. */
for (const { config, says, before, after } of [
  { says: 'parallel: 32', config: one('parallel: 32'), before: CPUS - 1, after: 2 },
  { says: 'nothing of it', config: one('extractComments: false'), before: CPUS - 1, after: 2 },
  {
    says: 'parallel: 3 and parallelism: 1 in each of two configurations',
    config: two('parallel: 3', 'parallelism: 1,'),
    before: 6,
    after: 2,
  },
])
  await fixes({ rule: MINIMIZE, name: `${terser} with ${says}`, config, before, after })

await holds({
  name: `${terser} with parallel: 3 in each of two configurations and a parallelism of 1 for both`,
  config: `${two('parallel: 3')}module.exports.parallelism = 1\n`,
  most: 3,
})

for (const options of ['', 'workers: 5,'])
  await fixes({
    rule: LOAD,
    name: `thread-loader ${versionOf(modules, 'thread-loader')} with ${options || 'nothing of it'}`,
    config: loading(options),
    before: options ? 5 : CPUS - 1,
    after: 2,
  })

async function fixes({ rule, name, config, before, after }) {
  await inRepository(modules, repository(config), async folder => {
    const first = await build(folder, before, 20_000)
    claim(`${name}: ${first.atOnce} workers at once`, first.atOnce === before, first.output)
    applyFixes(folder, [rule])
    const fixed = await build(folder, before, 250)
    const isCapped = fixed.exitCode === 0 && fixed.atOnce >= 1 && fixed.atOnce <= after
    claim(`  and after the fix ${fixed.atOnce} at once, ${after} at most`, isCapped, fixed.output)
    claim('  and nothing is found any more', reportOf(folder, [rule]).findings.length === 0)
  })
}

async function holds({ name, config, most }) {
  await inRepository(modules, repository(config), async folder => {
    const { atOnce, exitCode, output } = await build(folder, ENTRIES, 250)
    claim(`${name}: ${atOnce} workers at once`, exitCode === 0 && atOnce === most, output)
    const [{ message } = {}] = reportOf(folder, [MINIMIZE]).findings
    claim(`  as memlint says: ${message}`, message?.includes(`starts ${most} workers`))
  })
}

function build(folder, all, patienceMs) {
  return runMeeting({ folder, command: ['build.cjs'], cpus: CPUS, all, patienceMs })
}

function one(options) {
  return `${REQUIRES}
module.exports = { ...common, optimization: { minimizer: [new Terser({ minify, ${options} })] } }
`
}

function two(options, own = '') {
  return `${REQUIRES}
module.exports = [
  { ...common, ${own} name: 'a', optimization: { minimizer: [new Terser({ minify, ${options} })] } },
  { ...common, ${own} name: 'b', optimization: { minimizer: [new Terser({ minify, ${options} })] } },
]
`
}

/** Each worker has one file at a time, so that files at once are workers. */
function loading(options) {
  return `module.exports = {
  mode: 'development',
  cache: false,
  entry: require('./entries.cjs'),
  module: {
    rules: [
      {
        test: /src/,
        use: [{ loader: 'thread-loader', options: { ${options} workerParallelJobs: 1 } }, './loader.cjs'],
      },
    ],
  },
}
`
}

function repository(config) {
  const versions = ['webpack', 'terser-webpack-plugin', 'thread-loader'].map(name => [
    name,
    versionOf(modules, name),
  ])
  const entries = Array.from({ length: ENTRIES }, (_, index) => [
    `src/${index}.js`,
    `console.log(${index})\n`,
  ])
  return {
    'package.json': JSON.stringify({ devDependencies: Object.fromEntries(versions) }),
    'memlint.config.json': JSON.stringify({
      hosts: { laptop: { memory: '16GiB', cpus: CPUS, kind: 'workstation' } },
      footprints: {
        'webpack/minimizers': { perProcess: '5GiB', measured: 'for this test' },
        'webpack/loaders': { perProcess: '5GiB', measured: 'for this test' },
      },
    }),
    'webpack.config.js': config,
    'build.cjs': BUILD,
    'loader.cjs': LOADER,
    'entries.cjs': `module.exports = ${JSON.stringify(Object.fromEntries(entries.map(([path]) => [path, `./${path}`])))}\n`,
    ...Object.fromEntries(entries),
  }
}
