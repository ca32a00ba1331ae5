import type { Commands } from './platform/cli.ts'

/** Everything the command line can do. */
export const commands: Commands = {
  serve: () => import('./commands/serve.ts'),
  worker: () => import('./commands/worker.ts'),
  'mail import': () => import('./commands/mail-import.ts'),
  migrate: () => import('./commands/migrate.ts'),
  demo: () => import('./commands/demo.ts'),
  'key create': () => import('./commands/key.ts'),
}
