import { resolve } from 'node:path';

/*
 * Changes the shell in small ways, one at a time, and asks whether a test notices: `npm run mutate [-- --mutate src/signer.ts]`.
 */
export default {
  mutate: ['src/**/*.ts', '!src/**/*.d.ts'],
  testRunner: 'vitest',
  plugins: [import.meta.resolve('@stryker-mutator/vitest-runner')],
  vitest: { configFile: 'test/measures/vitest.config.js' },
  // What runs on import alone is left out: a test file that cannot be imported counts as one without failures here.
  ignoreStatic: true,
  ignorePatterns: ['/bench', '/docs', '/examples', '/coverage', '/test/hosts', '/test/measures/node_modules'],
  // The shared vectors, where the tests look for them.
  buildCommand: `ln -sfn ${resolve('../shared')} ../shared`,
  // Types are no matter of the sandbox, and Stryker cannot read the project's TypeScript.
  disableTypeChecks: false,
  tsconfigFile: 'none',
  tempDirName: 'coverage/sandbox',
  reporters: ['clear-text', 'html', 'json'],
  htmlReporter: { fileName: 'coverage/mutation.html' },
  jsonReporter: { fileName: 'coverage/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  // For a busy machine: a mutant whose tests take longer than that counts as noticed, though nothing noticed it.
  timeoutMS: 20_000,
  concurrency: 2,
  thresholds: { high: 95, low: 90, break: 90 },
};
