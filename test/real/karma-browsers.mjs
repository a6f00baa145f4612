// How many browsers karma 6 has at once, before and after memlint's fix: stand-ins for its launchers wait for each other, so
// that no browser is needed.
//
//   node test/real/karma-browsers.mjs
import { applyFixes, reportOf } from './memlint.mjs'
import { claim, inRepository, installed, runMeeting, versionOf } from './node-tool.mjs'

const RULE = 'karma/unbounded-browsers'
const BROWSERS = ['ChromeHeadless', 'FirefoxHeadless', 'Edge', 'Opera']
/** What has room where memlint is told that a browser takes 2 GiB. */
const FITS = 2

const STAND_INS = {
  // Nothing connects to karma, so that it would wait for results when all have ended.
  end: launchers(`await require('./meeting.cjs')()
  if (++ended === ${BROWSERS.length}) process.exit()
  this._done()`),
  stay: launchers("appendFileSync(process.env.LOG, '+'); setTimeout(() => process.exit(), 5000)"),
}

const modules = installed('karma-6', ['karma@6'])
const name = `karma ${versionOf(modules, 'karma')}`
await fixes('', BROWSERS.length)
await fixes('concurrency: 3,', 3)
await watches()

async function fixes(config, all) {
  await inRepository(modules, repository(`${config} singleRun: true`), async folder => {
    const before = await run(folder, all, 15_000)
    claim(
      `${name} with ${config || 'nothing,'} ${before.atOnce} at once of ${BROWSERS.length}`,
      before.atOnce === all,
      before.output,
    )
    applyFixes(folder, [RULE])
    const fixed = await run(folder, BROWSERS.length, 1000)
    const isCapped = fixed.exitCode === 0 && fixed.atOnce >= 1 && fixed.atOnce <= FITS
    claim(`  and after the fix ${fixed.atOnce} at once, ${FITS} at most`, isCapped, fixed.output)
    claim('  and nothing is found any more', reportOf(folder, [RULE]).findings.length === 0)
  })
}

/** Why a number is no safe fix without singleRun: the stand-ins stay, and the fifth second ends it all. */
async function watches() {
  await inRepository(modules, repository('concurrency: 3', 'stay'), async folder => {
    const { atOnce, output } = await run(folder, BROWSERS.length, 0)
    claim(
      `${name} starts ${atOnce} of ${BROWSERS.length} while it watches files, and no other`,
      atOnce === 3,
      output,
    )
    const [finding] = reportOf(folder, [RULE]).findings
    claim('  and memlint calls another number unsafe', finding?.fix?.safety === 'unsafe')
  })
}

function run(folder, all, patienceMs) {
  const command = ['node_modules/karma/bin/karma', 'start', 'karma.conf.cjs']
  return runMeeting({ folder, command, cpus: 8, all, patienceMs })
}

function repository(config, behaviour = 'end') {
  return {
    'karma.conf.cjs': `module.exports = config =>
  config.set({ browsers: ${JSON.stringify(BROWSERS)}, plugins: [require('./stand-ins.cjs')], ${config} })
`,
    'stand-ins.cjs': STAND_INS[behaviour],
    'memlint.config.json': JSON.stringify({
      hosts: { here: { memory: '8GiB', cpus: 8 } },
      footprints: { 'karma/browsers': { perProcess: '2GiB', base: '100MiB', measured: 'stands in' } },
    }),
  }
}

/** Launchers of every name that run some code when they are started. */
function launchers(start) {
  return `const { appendFileSync } = require('node:fs')
let ended = 0
function standIn(baseLauncherDecorator) {
  baseLauncherDecorator(this)
  this.name = 'a stand-in'
  this.on('start', async () => { ${start} })
}
standIn.$inject = ['baseLauncherDecorator']
for (const name of ${JSON.stringify(BROWSERS)}) exports['launcher:' + name] = ['type', standIn]
`
}
