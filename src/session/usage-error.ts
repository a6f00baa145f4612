/** The command line or a call of the API asks for something that cannot be done. Its message is for the user. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
