import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // Journeys start a whole network and wait for its callbacks.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
