/** Worth reading: make with `-j`, or the variable that gives it to every make. */
export const MENTIONS =
  /(?:make|MAKE[)}]?)(?:[^\n]|\\\r?\n){0,500}?[\s"']-(?:\w{0,8}j|-jobs)|MAKEFLAGS[^\n]{1,500}?j/
