import type { Problem } from '../../src/model/finding.ts'
import type { FileOp, Fix } from '../../src/model/fix.ts'
import { insert, remove } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import { setting } from '../../src/model/setting.ts'
import type { PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import { breaksAt } from './view/heavy/scope-safety.ts'
import type { Fixture, Scope } from './view/python/fixture-forms.ts'
import { isScope } from './view/python/fixture-forms.ts'
import type { TestFiles } from './view/python/test-files.ts'
import { usersOf } from './view/python/users.ts'

export default defineRule<PytestView>({
  id: 'pytest/ineffective-fixture-scope',
  ecosystem: pytest,
  summary: 'a fixture has its scope among its parameters, where pytest does not read it',
  why: `\`def spark(scope="session")\` gives the function a parameter with a default, which pytest leaves alone: the scope of
a fixture is an argument of its decorator. The fixture is set up again for every test, and whoever wrote it believes
that it is not: a Spark session means a Java process with a heap of 1 GiB, started and stopped each time.

The fix takes the parameter away and, where the decorator has no scope yet, writes it there. That changes how long the
fixture lives, so it is unsafe; where the decorator has a scope already, only the parameter nobody reads goes.`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: false,
  references: ['https://docs.pytest.org/en/stable/reference/reference.html#pytest.fixture'],
  *check({ python }) {
    for (const fixture of python.misplacedScopes) {
      const problem = misplaced(fixture, python.files)
      if (problem) yield problem
    }
  },
})

function misplaced(fixture: Fixture, files: TestFiles): Problem | undefined {
  const { document, function: made, name, scope } = fixture
  const parameter = made.parameters.find(one => one.name === 'scope')
  const intended = parameter?.default?.literal
  if (!parameter || !isScope(intended)) return undefined
  const at = setting(intended, document, parameter.at)
  const real = scope === 'dynamic' ? 'what its decorator says' : `"${scope}"`
  return {
    at,
    message: `scope="${intended}" is a parameter of the function ${name}, which pytest does not read: its scope is ${real}`,
    fix: fixFor(fixture, intended, remove(at), files),
  }
}

function fixFor(fixture: Fixture, intended: Scope, removal: FileOp, files: TestFiles): Fix {
  const { name, document, function: made, written } = fixture
  if (document.module.uses.some(use => use.name === 'scope' && use.within.function === made)) {
    const why = `the function reads the parameter, so memlint does not take it away`
    return { title: `write scope="${intended}" in the decorator of ${name}`, safety: 'manual', why }
  }
  if (written?.value !== undefined) {
    return {
      title: `remove the parameter: the decorator says scope="${written.value}"`,
      ops: [removal],
      safety: 'safe',
    }
  }
  const title = `write scope="${intended}" in the decorator of ${name} and remove the parameter`
  const obstacle = breaksAt(fixture, intended, usersOf(fixture, files), files)
  if (obstacle || !written) return { title, safety: 'manual', why: `memlint leaves it: ${obstacle}` }
  const why = `${name} then lives for the whole ${intended}, as written but never tried: tests that change it meet each other`
  return { title, ops: [removal, insert(written, intended)], safety: 'unsafe', why }
}
