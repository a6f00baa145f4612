import type { Fix } from '../../../src/model/fix.ts'
import { write } from './address.ts'
import type { EditorFolder } from './folders.ts'
import { PREFIX } from './rust-analyzer.ts'

/** The next setting that makes rust-analyzer keep less, strongest effect for the least loss first. */
export function nextLever(view: EditorFolder): Fix {
  const [location] = view.locations
  const lever = view.rust.priming ? PRIMING : view.rust.procMacros ? MACROS : undefined
  if (!location || !lever) {
    const why = 'its settings that save memory are used, or there is no settings file to put them in'
    return {
      title: 'open a smaller part of the repository, or stop the server while tests and builds run',
      safety: 'manual',
      why,
    }
  }
  const { name, why } = lever
  const ops = [write(location, `${PREFIX}${name}`, false)]
  return {
    title: `set ${PREFIX}${name} to false`,
    safety: 'unsafe',
    why,
    ops,
    remainder: ['vscode/resident-server'],
  }
}

const PRIMING = {
  name: 'cachePriming.enable',
  why: 'first completions and jumps get slower; it defers growth more than it prevents it (rust-analyzer#19552)',
}

const MACROS = {
  name: 'procMacro.enable',
  why: 'rust-analyzer does not know then what derive and attribute macros generate',
}
