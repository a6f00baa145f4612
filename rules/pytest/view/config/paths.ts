import { folderOf } from '../../../common/paths.ts'

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
