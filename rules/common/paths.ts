/** The path of a file in a folder; `` is the project's root. */
export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

/** The folder of a file, `` for the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash === -1 ? '' : path.slice(0, slash)
}

/** A path below a folder, with `.` and `..` resolved; undefined when it leads out of the project. */
export function resolvePath(folder: string, relative: string): string | undefined {
  if (/^([/\\]|[A-Za-z]:)/.test(relative)) return undefined
  const steps = folder === '' ? [] : folder.split('/')
  for (const step of relative.split(/[/\\]/)) {
    if (step === '' || step === '.') continue
    if (step !== '..') steps.push(step)
    else if (steps.pop() === undefined) return undefined
  }
  return steps.join('/')
}

/** Where a path of a shell leads from a folder; undefined where it leaves the project or is none: `/tmp`, `~`, `-`, `$DIR`. */
export function withSteps(folder: string, path: string): string | undefined {
  return /^[~-]|[*?$%\\]/.test(path) ? undefined : resolvePath(folder, path)
}

/** Whether a folder is another or below it. */
export function isInside(folder: string, outer: string): boolean {
  return outer === '' || folder === outer || folder.startsWith(`${outer}/`)
}

/** The folders above a folder, nearest first, the root last. */
export function foldersAbove(folder: string): readonly string[] {
  const above: string[] = []
  for (let next = folder; next !== ''; ) {
    next = folderOf(next)
    above.push(next)
  }
  return above
}
