import { describe, expect, it } from 'vitest'
import { exceeded, gone } from '../../src/engine/baseline.ts'
import { baselineOf } from '../../src/model/baseline.ts'
import { checkFiles, fixFiles, setupOf, toyRule, wants } from './toy.ts'

const many = wants('too-many', 'jobs', ['9'], '4')
/** A problem for each of some keys, all of one rule in one file. */
const odd = toyRule('odd', function* (view) {
  for (const key of ['a', 'b', 'c']) if (view.key(key).value) yield { at: view.key(key), message: `${key}!` }
})

function accepting(rule: string, count: number, file = 'a.ini') {
  return { baseline: baselineOf([{ file, rule, count }]) }
}

function shown(text: string, rules = [odd], more = accepting('toy/odd', 2)) {
  const { findings } = checkFiles({ 'a.ini': text }, rules, more)
  return findings.filter(finding => !finding.silenced).map(finding => finding.message)
}

describe('what the baseline accepts', () => {
  it('is silenced wherever in the file it is', () => {
    expect(shown('[toy]\na = 1\nb = 1\n')).toEqual([])
    expect(shown('[toy]\n\n# moved\nc = 1\n\na = 1\n')).toEqual([])
  })

  it('is shown whole when one is new, since a number does not tell which', () => {
    const text = '[toy]\na = 1\nb = 1\nc = 1\n'
    expect(shown(text)).toEqual(['a!', 'b!', 'c!'])
    const { findings } = checkFiles({ 'a.ini': text }, [odd], accepting('toy/odd', 2))
    expect(exceeded(findings, setupOf([odd], accepting('toy/odd', 2)))).toEqual([
      'a.ini has 3 findings of toy/odd where the baseline accepts 2: all are shown',
    ])
  })

  it('says nothing of another rule or another file', () => {
    expect(shown('[toy]\na = 1\n', [odd], accepting('toy/other', 2))).toEqual(['a!'])
    expect(shown('[toy]\na = 1\n', [odd], accepting('toy/odd', 2, 'b.ini'))).toEqual(['a!'])
  })

  it('does not count what a comment silences', () => {
    const text = '[toy]\n# memlint-ignore toy/odd: fine\na = 1\nb = 1\nc = 1\n'
    expect(shown(text)).toEqual([])
  })

  it('is not fixed', async () => {
    const files = { 'a.ini': '[toy]\njobs = 9\n' }
    const { changed } = await fixFiles(files, [many], accepting('toy/too-many', 1))
    expect([...changed]).toEqual([])
    expect([...(await fixFiles(files, [many])).changed]).toEqual(['a.ini'])
  })
})

describe('what is accepted and gone', () => {
  const left = (rules = [odd], more = {}) => {
    const setup = setupOf(rules, { ...accepting('toy/odd', 2), ...more })
    return gone(checkFiles({ 'a.ini': '[toy]\na = 1\n' }, rules, setup).findings, setup)
  }

  it('is counted', () => {
    expect(left()).toEqual([{ file: 'a.ini', rule: 'toy/odd', count: 1 }])
  })

  it('is not judged where the rule did not run, or could say something else on another machine', () => {
    expect(left([many], { ruleIds: [many.id, odd.id] })).toEqual([])
    const onHost = { ...odd, dependsOnHost: true }
    expect(left([onHost], { declared: false })).toEqual([])
    expect(left([onHost], { declared: true })).toHaveLength(1)
  })

  it('holds what a rule found that is there no more', () => {
    expect(left([many], { ruleIds: [many.id] })).toHaveLength(1)
  })
})
