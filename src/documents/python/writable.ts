/** A fact while it is being made: parts that few have are added one by one, since spreading is slow. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] }
