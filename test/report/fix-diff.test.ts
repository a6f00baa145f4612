import { applyPatch } from 'diff'
import { describe, expect, it } from 'vitest'
import { check } from '../../src/index.ts'
import { fixDiff } from '../../src/report/fix-diff.ts'
import { CONFIG, FIXED, HUNGRY, project } from '../cli/project.ts'
import { findingWith, reportWith } from './reports.ts'

describe('the diff of one fix', () => {
  it('is a patch of the file, named as the report names it', () => {
    expect(fixDiff(findingWith(), reportWith({ root: 'sub' }))).toEqual([
      {
        file: 'sub/a.ini',
        patch: '--- a/sub/a.ini\n+++ b/sub/a.ini\n@@ -1,2 +1,2 @@\n [toy]\n-jobs = 9\n+jobs = 4\n',
      },
    ])
  })

  it('is nothing where there is nothing to apply', () => {
    const manual = { title: 'by hand', safety: 'manual', why: 'why', edits: [] } as const
    expect(fixDiff(findingWith({ fix: manual }), reportWith())).toEqual([])
    expect(fixDiff(findingWith({ fix: null }), reportWith())).toEqual([])
  })

  it('covers every file of the fix: those that no finding points at, and new ones', async () => {
    const files = {
      'Cargo.toml': '[workspace]\nmembers = ["a"]\n\n[build]\njobs = 6\n',
      'a/Cargo.toml': '[package]\nname = "a"\nversion = "1.0.0"\n',
      'memlint.config.json': JSON.stringify({
        ...CONFIG,
        footprints: { 'cargo/jobs': { perProcess: '3GiB' } },
      }),
    }
    const patchesFor = async (files: Readonly<Record<string, string>>) => {
      const cwd = project(files)
      const [report] = await check({ cwd, select: ['cargo/build-table-in-manifest'] })
      const [finding] = report?.findings ?? []
      if (!report || !finding) throw new Error('nothing was found')
      return new Map(fixDiff(finding, report).map(({ file, patch }) => [file, patch]))
    }
    const created = (await patchesFor(files)).get('.cargo/config.toml')
    expect(created).toMatch(/^--- \/dev\/null\n\+\+\+ b\/\.cargo\/config\.toml\n/)
    const existing = '[net]\nretry = 3\n'
    const changed = (await patchesFor({ ...files, '.cargo/config.toml': existing })).get('.cargo/config.toml')
    expect(applyPatch(existing, changed ?? '')).toMatch(/^\[net\]\nretry = 3\n\n\[build\]\njobs = /)
  })

  it('is what --fix would write', async () => {
    const cwd = project(HUNGRY)
    const [report] = await check({ cwd })
    const [finding] = report?.findings ?? []
    const [diff] = report && finding ? fixDiff(finding, report) : []
    expect(applyPatch(HUNGRY['pytest.ini'], diff?.patch ?? '')).toBe(FIXED)
  })
})
