/** The command line or the configuration asks for something that cannot be done: exit code 2, no stack. */
export class UsageError extends Error {}
