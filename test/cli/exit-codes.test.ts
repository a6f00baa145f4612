import { describe, expect, it } from 'vitest'
import { exitCode } from '../../src/cli/exit.ts'
import type { Severity } from '../../src/model/severity.ts'
import { findingWith, reportWith } from '../report/reports.ts'
import { HUNGRY, memlint, project } from './project.ts'

const NOTHING = { 'notes.txt': 'nothing to see\n' }
const BROKEN = { 'pytest.ini': 'no section\n' }
/** Fits, so that it is only told: `-n auto` grows with cpus. */
const TOLD = { ...HUNGRY, 'memlint.config.json': '{"hosts":{"huge":{"memory":"512GiB","cpus":8}}}' }

describe('exit codes of command lines', () => {
  it.each([
    ['nothing found', NOTHING, [], 0],
    ['an error', HUNGRY, [], 1],
    ['an error, as the command says', HUNGRY, ['check'], 1],
    ['an error as JSON', HUNGRY, ['--format', 'json'], 1],
    ['an error that is fixed', HUNGRY, ['--fix'], 0],
    ['an error that would be fixed', HUNGRY, ['--diff'], 1],
    ['an error with --exit-zero', HUNGRY, ['--exit-zero'], 0],
    ['an error with --max-warnings', HUNGRY, ['--max-warnings', '5'], 1],
    ['an info', TOLD, [], 0],
    ['an info with --fail-on info', TOLD, ['--fail-on', 'info'], 1],
    ['an info with --fail-on error', TOLD, ['--fail-on', 'error'], 0],
    ['a file that does not parse', BROKEN, [], 1],
    ['a rule that is left out', HUNGRY, ['--ignore', 'pytest/workers-exceed-memory'], 0],
    ['a plan that exceeds', HUNGRY, ['plan'], 0],
    ['a host sheet', HUNGRY, ['host'], 0],
    ['the list of rules', NOTHING, ['rules'], 0],
    ['help', NOTHING, ['--help'], 0],
    ['the version', NOTHING, ['--version'], 0],
    ['an unknown option', NOTHING, ['--frobnicate'], 2],
    ['an unknown path', NOTHING, ['nowhere'], 2],
    ['an unknown rule', NOTHING, ['--select', 'pytest/nonsense'], 2],
    ['an unknown rule to explain', NOTHING, ['explain', 'pytest/nonsense'], 2],
    ['no rule to explain', NOTHING, ['explain'], 2],
    ['an unknown host', NOTHING, ['--host', 'nonsense'], 2],
    ['an unknown format', NOTHING, ['--format', 'xml'], 2],
    ['an unknown severity', NOTHING, ['--fail-on', 'fatal'], 2],
    ['memory that is no amount', NOTHING, ['--memory', 'lots'], 2],
    ['no memory at all', NOTHING, ['--memory', '0'], 2],
    ['memory twice', NOTHING, ['--memory', '1G', '--memory', '2G'], 2],
    ['half a cpu', NOTHING, ['--cpus', '0.5'], 2],
    ['cpus in words', NOTHING, ['--cpus', 'two'], 2],
    ['no share', NOTHING, ['--share', '0'], 2],
    ['a share in words', NOTHING, ['--share', 'half'], 2],
    ['warnings in words', NOTHING, ['--max-warnings', 'few'], 2],
    ['fewer warnings than none', NOTHING, ['--max-warnings', '-1'], 2],
    ['a missing configuration', NOTHING, ['--config', 'nope.json'], 2],
    ['an option without its value', NOTHING, ['--config'], 2],
    ['a configuration with an unknown key', { 'memlint.config.json': '{"host": {}}' }, [], 2],
    ['--unsafe-fixes alone', NOTHING, ['--unsafe-fixes'], 2],
    ['a report that cannot be written', NOTHING, ['--output-file', 'no/such/folder'], 2],
  ] as const)('%s', async (_, files, args, expected) => {
    const { code, err } = await memlint(project(files), args)
    expect(code, err).toBe(expected)
    if (expected === 2) expect(err).toMatch(/^memlint: .+/)
    else if (!args.includes('--diff' as never)) expect(err).toBe('')
  })
})

describe('exit codes of reports', () => {
  const code = (severities: readonly Severity[], more: Partial<Parameters<typeof exitCode>[1]> = {}) =>
    exitCode([reportWith({ findings: severities.map(severity => findingWith({ severity })) })], {
      failOn: 'warning',
      exitZero: false,
      pending: false,
      ...more,
    })

  it('fail on the mildest severity that was named', () => {
    expect([code(['info']), code(['warning']), code(['error'])]).toEqual([0, 1, 1])
    expect(code(['warning'], { failOn: 'error' })).toBe(0)
    expect(code(['info'], { failOn: 'info' })).toBe(1)
  })

  it('tolerate as many warnings as were named, and no error', () => {
    expect(code(['warning', 'warning'], { maxWarnings: 2 })).toBe(0)
    expect(code(['warning', 'warning'], { maxWarnings: 1 })).toBe(1)
    expect(code(['warning'], { maxWarnings: 0, failOn: 'error' })).toBe(1)
    expect(code(['error'], { maxWarnings: 9 })).toBe(1)
  })

  it('do not count what is silenced', () => {
    const silenced = findingWith({ silenced: { by: 'config', reason: 'r' } })
    const options = { failOn: 'info', exitZero: false, pending: false } as const
    expect(exitCode([reportWith({ findings: [silenced] })], options)).toBe(0)
  })

  it('are 2 for a failure, whatever else is said', () => {
    const options = { failOn: 'error', exitZero: true, pending: false } as const
    expect(exitCode([reportWith(), reportWith({ failures: ['a rule crashed'] })], options)).toBe(2)
  })
})
