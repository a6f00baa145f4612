import { isTable, type Value } from '../../../src/model/value.ts'

/**
 * Whether a task waits, directly or through others, for the same task of the packages that its own depends on: `^test` in
 * `dependsOn` of `test`. `dependsOnOf` is what a task says it depends on.
 */
export function waitsForItself(task: string, dependsOnOf: (task: string) => Value | undefined): boolean {
  const seen = new Set<string>()
  return reaches(task, false)

  function reaches(at: string, isBelow: boolean): boolean {
    const state = `${at} ${isBelow}`
    if (seen.has(state)) return false
    seen.add(state)
    const list = dependsOnOf(at)
    return (Array.isArray(list) ? list : []).some(each => {
      const { name, below } = read(each)
      // The task of a package that is named may be this one.
      if (name.endsWith(`#${task}`)) return true
      return (name === task && (isBelow || below)) || reaches(name, isBelow || below)
    })
  }
}

/** `^build`, `build`, and nx's `{ target: 'build', dependencies: true }`. */
function read(written: Value): { name: string; below: boolean } {
  if (typeof written === 'string') return { name: written.replace(/^\^/, ''), below: written.startsWith('^') }
  if (!isTable(written)) return { name: '', below: false }
  const below = written.dependencies === true || written.projects === 'dependencies'
  return { name: typeof written.target === 'string' ? written.target : '', below }
}
