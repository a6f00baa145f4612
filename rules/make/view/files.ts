/** Worth reading: make with `-j`, or the variable that gives it to every make. */
export const MENTIONS =
  /(?:make|MAKE[)}]?)(?:[^\n]|\\\r?\n)*?[\s"'](?:-\w*j|--jobs)|MAKEFLAGS["')}]?\s*[?:+]*[=:\s][^\n]*j/
