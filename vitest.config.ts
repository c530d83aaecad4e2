import { defineConfig } from 'vitest/config';

// Tests run on the sources: every workspace package exports them under the condition "source".
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
  test: {
    include: ['{generator,packages/*,conformance}/test/**/*.test.ts'],
    isolate: false,
    // Half of the work is one matrix: leave no processor idle.
    maxWorkers: '100%',
    testTimeout: 60_000,
  },
});
