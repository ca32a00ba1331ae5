import { defineConfig } from 'vitest/config'
import { SlowestFirst } from './tests/world/slowest-first.ts'

const slices = ['src/**/*.slice.test.ts', 'tests/**/*.slice.test.ts']
const journeys = ['tests/journeys/**/*.journey.test.ts']

export default defineConfig({
  test: {
    // Node reads our TypeScript by itself, and the files of a worker share what it has loaded: a fifth of the time.
    // Each file brings its own database, and nothing of ours keeps state in a module.
    isolate: false,
    experimental: { viteModuleRunner: false },
    sequence: { sequencer: SlowestFirst },
    // Slices wait for PostgreSQL and for programs they start: one more than the two cores that are promised.
    maxWorkers: 3,
    projects: [
      {
        // In memory: rules as tables, properties, the architecture.
        extends: true,
        test: {
          name: 'rules',
          include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
          exclude: [...slices, ...journeys],
          // Some start a process or a thread, and the cores are shared with the other row of tests.
          testTimeout: 20_000,
        },
      },
      {
        // Against a real PostgreSQL: each file gets its own copy of a migrated database.
        extends: true,
        test: {
          name: 'slices',
          include: slices,
          globalSetup: 'tests/world/postgres.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // The whole program in a real browser, one page at a time.
        extends: true,
        test: {
          name: 'journeys',
          include: journeys,
          globalSetup: 'tests/world/postgres.ts',
          testTimeout: 240_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
        },
      },
    ],
  },
})
