import { inTenths } from '../features/demo/actions/in-tenths.ts'
import { runDemo } from '../features/demo/actions/run-demo.ts'
import { ensureFirstAdmin } from '../features/people/actions/set-up.ts'
import { CannotStart } from '../platform/cannot-start.ts'
import type { Command } from '../platform/cli.ts'
import { migrate } from '../platform/migrate.ts'
import { openPostgres } from '../platform/postgres/open.ts'
import { Refusal } from '../platform/refusal.ts'
import { openProgram } from '../program.ts'

export const command: Command = {
  summary: 'Fills the installation with the demo company, or removes it again.',
  usage: '[--remove]\n\n--remove takes away everything of the demo company and keeps what real people made.',
  options: { remove: { type: 'boolean' } },
  run: async ({ config, options, print, say, stop }) => {
    const wish = options.remove ? 'remove' : 'load'
    const { dataDir, databaseUrl } = config
    const postgres = await openPostgres({ dataDir, databaseUrl, log: say })
    try {
      await migrate(postgres.url, say)
      const program = await openProgram(config, postgres.url)
      try {
        await ensureFirstAdmin(program.runtime)
        const done = await runDemo(program.runtime, wish, { progress: inTenths((share) => say(`${share} %`)), stop })
        print(done ? words[wish].done : words[wish].nothing)
      } catch (error) {
        if (stop.aborted) throw new CannotStart('Stopped before the end; nothing was changed.')
        if (!(error instanceof Refusal) || error.code !== 'unavailable') throw error
        throw new CannotStart(
          'Nobody has set this installation up yet. Open it in a browser once, or set CASEWARD_ADMIN_EMAIL and CASEWARD_ADMIN_PASSWORD.',
        )
      } finally {
        await program.close()
      }
    } finally {
      await postgres.close()
    }
  },
}

const words = {
  load: { done: 'The demo company is here.', nothing: 'The demo company is here already.' },
  remove: { done: 'The demo company is gone.', nothing: 'There is no demo company to remove.' },
}
