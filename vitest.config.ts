import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/seed.ts'],
    // The configuration loader changes the working directory for a moment, which worker threads cannot.
    pool: 'forks',
    testTimeout: 60_000,
  },
})
