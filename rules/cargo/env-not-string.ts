import type { Problem } from '../../src/model/finding.ts'
import { set } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import type { Setting } from '../../src/model/setting.ts'
import type { Value } from '../../src/model/value.ts'
import type { CargoWorkspace } from './ecosystem.ts'
import cargo from './ecosystem.ts'
import { notStrings, quoted } from './view/env.ts'

export default defineRule<CargoWorkspace>({
  id: 'cargo/env-not-string',
  ecosystem: cargo,
  summary: 'a number or true in [env] stops every cargo command',
  why: `Environment variables are text, and cargo takes nothing else for one. \`RUST_TEST_THREADS = 4\` in \`[env]\`, meant to
limit the threads of tests, ends every command of cargo 1.95 with \`could not load config key\`, and with it whatever runs
cargo: the editor's checks, the build scripts of others. In quotes it is the limit that was meant.`,
  severity: 'error',
  confidence: 'high',
  fixes: ['safe', 'manual'],
  dependsOnHost: false,
  references: ['https://doc.rust-lang.org/cargo/reference/config.html#env'],
  *check({ configHomes }) {
    for (const { read } of configHomes) for (const variable of notStrings(read)) yield problem(variable)
  },
})

function problem(variable: Setting<Value>): Problem {
  const name = String(variable.at[1])
  const text = quoted(variable)
  return {
    at: variable,
    message: `cargo refuses to run: the value of ${name} in [env] is no string`,
    fix:
      text === undefined
        ? {
            title: `write the value of ${name} as one string`,
            safety: 'manual',
            why: 'what the program should get is not clear from what is written',
          }
        : { title: `write ${name} = ${JSON.stringify(text)}`, safety: 'safe', ops: [set(variable, text)] },
  }
}
