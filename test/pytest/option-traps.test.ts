import { describe, expect, test } from 'vitest'
import { configOf } from '../../rules/pytest/view/config/config-files.ts'
import { joinedFlagsIn } from '../../rules/pytest/view/config/joined-flags.ts'
import { debugLevels } from '../../rules/pytest/view/config/log-levels.ts'
import { commentsInOptions } from '../../rules/pytest/view/config/option-comments.ts'
import { tmpRetention } from '../../rules/pytest/view/config/tmp-retention.ts'
import { sourcesOf } from './sources.ts'

function config(files: Readonly<Record<string, string>>) {
  return configOf('', sourcesOf(files), true)
}

describe('what was meant as a comment, as pytest 9.2 reads it', () => {
  test.each([
    ['-n 2 # two', [' # two']],
    ['-q ;', [' ;']],
    ['-q\t#x', ['\t#x']],
    ['-ra #x', [' #x']],
    ['--dist=load #x', [' #x']],
    ['-n 2\n  -q ; don\'t\n  -v # "', [" ; don't", ' # "']],
    ['--theme #1a2b', []],
    ['-k "a # b"', []],
    ["-m 'a ; b' C#", []],
    ['-k "open # quote', []],
  ])('%j', (value, expected) => {
    const found = commentsInOptions(config({ 'pytest.ini': `[pytest]\naddopts = ${value}\n` }))
    expect(found.map(({ text }) => text)).toEqual(expected)
  })
})

describe('one element with an option and its value', () => {
  test.each([
    ['-n auto', '-nauto'],
    ['-n  logical ', '-nlogical'],
    ['--numprocesses 4', '--numprocesses=4'],
    ['--dist loadfile', '--dist=loadfile'],
    ['-n 2 -q', 'by hand'],
    ['-n 4', undefined],
    ['-n=auto', undefined],
    ['-nauto', undefined],
    ['--maxprocesses=4', undefined],
    ['-p no:xdist', undefined],
    ['--distance 4', undefined],
  ])('%j', (element, expected) => {
    const text = `[tool.pytest.ini_options]\naddopts = ["${element}"]\n`
    const [found] = joinedFlagsIn(config({ 'pyproject.toml': text }))
    expect(found && (found.separated ?? 'by hand')).toBe(expected)
  })
})

test.each([
  ['DEBUG', true],
  ['debug', true],
  ['NOTSET', true],
  ['5', true],
  ['INFO', false],
  ['20', false],
  ['DEBUGGING', false],
])('log_level = %s is debug: %s', (level, expected) => {
  expect(debugLevels(config({ 'tox.ini': `[pytest]\nlog_level = ${level}\n` })).length > 0).toBe(expected)
})

test.each([
  ['tmp_path_retention_count = 10', 10],
  ['tmp_path_retention_count = 0', 0],
  ['tmp_path_retention_count = -1', undefined],
  ['tmp_path_retention_count = 10\ntmp_path_retention_policy = none', undefined],
  ['tmp_path_retention_count = 10\naddopts = --basetemp out', undefined],
])('%j keeps %s runs', (lines, expected) => {
  expect(tmpRetention(config({ 'pytest.ini': `[pytest]\n${lines}\n` }))?.runs).toBe(expected)
})
