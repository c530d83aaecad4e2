import { defineConfig } from 'vitest/config';

// Tests that need a C compiler: .ci/run runs them, `npm test` does not.
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
  test: { include: ['generator/test/**/*.gcc.ts'] },
});
