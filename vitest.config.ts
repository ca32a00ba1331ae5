import { defineConfig } from 'vitest/config'

const slices = ['src/**/*.slice.test.ts', 'tests/**/*.slice.test.ts']
const journeys = ['tests/journeys/**/*.journey.test.ts']

export default defineConfig({
  test: {
    projects: [
      {
        // In memory: rules as tables, properties, the architecture.
        test: {
          name: 'rules',
          include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
          exclude: [...slices, ...journeys],
        },
      },
      {
        // Against a real PostgreSQL: each file gets its own copy of a migrated database.
        test: {
          name: 'slices',
          include: slices,
          globalSetup: 'tests/world/postgres.ts',
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        // The whole program in a real browser.
        test: {
          name: 'journeys',
          include: journeys,
          globalSetup: 'tests/world/postgres.ts',
          testTimeout: 120_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
