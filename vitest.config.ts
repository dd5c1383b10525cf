import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Swarms and exhaustive tests take their time on a small machine; what hangs must still end.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
