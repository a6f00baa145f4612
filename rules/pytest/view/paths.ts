/** The path of a file in a folder; `` is the project's root. */
export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

/** The folder of a file, `` for the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash === -1 ? '' : path.slice(0, slash)
}

/** Whether a path is a folder or somewhere below it. */
export function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`)
}

/** The folder and those above it, nearest first, the root (``) last. */
export function withAncestors(folder: string): readonly string[] {
  const found = [folder]
  let at = folder
  while (at !== '') {
    at = folderOf(at)
    found.push(at)
  }
  return found
}
