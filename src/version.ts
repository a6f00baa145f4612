declare const MEMLINT_VERSION: string | undefined

/** Put in by the build; `0.0.0` when running from source in tests. */
export const version = typeof MEMLINT_VERSION === 'string' ? MEMLINT_VERSION : '0.0.0'
