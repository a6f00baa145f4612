/** Where a run is. */
export interface Progress {
  /** In this order, though fixing reads, parses and checks again. */
  readonly step: 'walking' | 'reading' | 'parsing' | 'checking' | 'fixing'
  /** Folders, files, files, views and fixes. */
  readonly done: number
  /** At most so many; absent where nobody knows. */
  readonly total?: number
}

/** Called for every folder and every file: to be quick. */
export type OnProgress = (progress: Progress) => void
