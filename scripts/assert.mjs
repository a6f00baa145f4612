// The bundle's stand-in for Node's assert, of which yargs uses two functions: loading it takes 3 ms.
export function strictEqual(actual, expected, message) {
  if (!Object.is(actual, expected)) throw new Error(message)
}

export function notStrictEqual(actual, expected, message) {
  if (Object.is(actual, expected)) throw new Error(message)
}
