import type { Commands } from './platform/cli.ts'

/** Everything the command line can do. */
export const commands: Commands = {
  serve: () => import('./commands/serve.ts'),
  worker: () => import('./commands/worker.ts'),
  'mail import': () => import('./commands/mail-import.ts'),
  migrate: () => import('./commands/migrate.ts'),
  demo: () => import('./commands/demo.ts'),
  backup: () => import('./commands/backup.ts'),
  doctor: () => import('./commands/doctor.ts'),
  restore: () => import('./commands/restore.ts'),
  'key create': () => import('./commands/key.ts'),
}
