/** The path of a file in a folder; `` is the project's root. */
export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

/** The folder of a file, `` for the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash === -1 ? '' : path.slice(0, slash)
}

/** A relative path from a folder: `../b` from `a` is `b`. Undefined where it leaves the project or is none: `/tmp`, `~`, `-`. */
export function withSteps(folder: string, path: string): string | undefined {
  if (/^([/~-]|[A-Za-z]:)|[*?$%\\]/.test(path)) return undefined
  const steps = folder === '' ? [] : folder.split('/')
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue
    if (step !== '..') steps.push(step)
    else if (steps.pop() === undefined) return undefined
  }
  return steps.join('/')
}
