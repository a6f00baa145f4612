import { describe, expect, it } from 'vitest'
import { check } from '../../src/engine/check.ts'
import { unusedIgnores } from '../../src/engine/silence.ts'
import { checkFiles, fixFiles, setupOf, sourcesOf, toyRule, wants } from './toy.ts'

const many = wants('too-many', 'jobs', ['9'], '4')
const onHost = toyRule('on-host', function* () {}, { dependsOnHost: true })

/** What is reported for one ini file: rule, and the reason where it was silenced. */
function outcome(text: string, rules = [many], more: Parameters<typeof checkFiles>[2] = {}) {
  return checkFiles({ 'a.ini': text }, rules, more).findings.map(finding => [
    finding.rule,
    finding.silenced?.reason ?? null,
  ])
}

describe('a comment', () => {
  it('above the line silences, with its reason', () => {
    expect(outcome('[toy]\n# memlint-ignore toy/too-many: measured here\njobs = 9\n')).toEqual([
      ['toy/too-many', 'measured here'],
    ])
  })

  it('may have other comments and empty lines below it', () => {
    const text = '[toy]\n; memlint-ignore toy/too-many: measured\n# by hand\n\njobs = 9\n'
    expect(outcome(text)).toEqual([['toy/too-many', 'measured']])
  })

  it('silences in a value of several lines by the line of its key', () => {
    const rule = toyRule('flag', function* (view) {
      if (view.key('addopts').value) yield { at: { ...view.key('addopts'), part: '-n 9' }, message: 'm' }
    })
    const text = '[toy]\n# memlint-ignore toy/flag: fine\naddopts =\n  -q\n  -n 9\n'
    const { findings } = checkFiles({ 'a.ini': text }, [rule])
    expect(findings[0]).toMatchObject({ line: 5, silenced: { by: 'comment', reason: 'fine' } })
  })

  it('silences several rules', () => {
    const other = wants('odd', 'jobs', ['9'], '8')
    expect(outcome('[toy]\n# memlint-ignore toy/too-many, toy/odd: both\njobs = 9\n', [many, other])).toEqual(
      [
        ['toy/odd', 'both'],
        ['toy/too-many', 'both'],
      ],
    )
  })

  it('beside the line silences where the format has such comments', () => {
    const rule = toyRule('pinned', function* (view) {
      const document = view.other('requirements.txt')
      if (document) yield { at: { value: 'x', document, at: [1] }, message: 'm' }
    })
    const { findings } = checkFiles(
      { 'a.ini': '', 'requirements.txt': 'one\ntwo  # memlint-ignore toy/pinned: fine\n' },
      [rule],
    )
    expect(findings).toMatchObject([{ rule: 'toy/pinned', silenced: { reason: 'fine' } }])
  })

  it('speaks of no other line', () => {
    const text = '[toy]\n# memlint-ignore toy/too-many: here\nother = 1\njobs = 9\n'
    expect(outcome(text)).toEqual([
      ['memlint/unused-ignore', null],
      ['toy/too-many', null],
    ])
  })

  it('without a reason silences nothing and is a finding', () => {
    expect(outcome('[toy]\n# memlint-ignore toy/too-many\njobs = 9\n')).toEqual([
      ['memlint/invalid-ignore', null],
      ['toy/too-many', null],
    ])
  })

  it('without a rule, or with one that does not exist, is a finding', () => {
    for (const comment of ['memlint-ignore', 'memlint-ignore: why', 'memlint-ignore toy/tooo: why']) {
      expect(outcome(`[toy]\n# ${comment}\njobs = 9\n`)).toEqual([
        ['memlint/invalid-ignore', null],
        ['toy/too-many', null],
      ])
    }
  })

  it('that silences nothing is a finding for a rule that says the same on every machine', () => {
    const text = '[toy]\n# memlint-ignore toy/too-many: once\njobs = 4\n'
    expect(outcome(text, [many], { declared: false })).toEqual([['memlint/unused-ignore', null]])
  })

  it('is judged for a rule that depends on the host only where hosts are declared', () => {
    const text = '[toy]\n# memlint-ignore toy/on-host: big machines only\njobs = 4\n'
    expect(outcome(text, [onHost], { declared: false })).toEqual([])
    expect(outcome(text, [onHost], { declared: true })).toEqual([['memlint/unused-ignore', null]])
  })

  it('is not judged for a rule that did not run', () => {
    const text = '[toy]\n# memlint-ignore toy/off: later\njobs = 4\n'
    expect(outcome(text, [many], { ruleIds: ['toy/too-many', 'toy/off'] })).toEqual([])
  })
})

describe('the configuration', () => {
  const ignore = {
    rule: 'toy/too-many',
    reason: 'nightly only',
    where: 'memlint.config.json:3',
    matches: (file: string): boolean => file === 'a.ini',
  }
  const files = { 'a.ini': '[toy]\njobs = 9\n', 'b.ini': '[toy]\njobs = 9\n' }

  it('silences by rule and file', () => {
    const { findings } = checkFiles(files, [many], { ignores: [ignore] })
    expect(findings.map(finding => finding.silenced)).toEqual([
      { by: 'config', reason: 'nightly only' },
      null,
    ])
  })

  it('comes after the comment', () => {
    const text = '[toy]\n# memlint-ignore toy/too-many: beside\njobs = 9\n'
    expect(outcome(text, [many], { ignores: [ignore] })).toEqual([['toy/too-many', 'beside']])
  })

  it('is told which entries silence nothing, and only of rules that can be judged', () => {
    const unused = (rules: (typeof ignore)[], declared = true) => {
      const setup = setupOf([many, onHost], { ignores: rules, declared })
      return unusedIgnores(check(sourcesOf(files), setup).findings, setup)
    }
    expect(unused([ignore])).toEqual([])
    expect(unused([{ ...ignore, matches: () => false }])).toEqual([
      'memlint.config.json:3 silences nothing: remove it',
    ])
    const hostly = { ...ignore, rule: 'toy/on-host' }
    expect(unused([hostly], false)).toEqual([])
    expect(unused([hostly], true)).toHaveLength(1)
  })
})

it('what is silenced is not fixed', async () => {
  const text = '[toy]\n# memlint-ignore toy/too-many: measured here\njobs = 9\n'
  const { text: after, applied } = await fixFiles({ 'a.ini': text }, [many])
  expect(applied).toEqual([])
  expect(after('a.ini')).toBe(text)
})
