import { createKey } from '../features/people/actions/keys.ts'
import { Role } from '../features/people/contract/organisation.ts'
import { type Command, WrongUsage } from '../platform/cli.ts'
import { migrate } from '../platform/migrate.ts'
import { openPostgres } from '../platform/postgres/open.ts'
import { inTransaction, systemActor } from '../platform/runtime.ts'
import { openProgram } from '../program.ts'

export const command: Command = {
  summary: 'Makes an API key and prints it, this once, alone on its line.',
  usage: `--role ${Role.options.join('|')} --name "What it is for"`,
  options: { role: { type: 'string' }, name: { type: 'string' } },
  run: async ({ config, options, print, say }) => {
    const role = Role.safeParse(options.role)
    if (!role.success) throw new WrongUsage(`--role is needed: ${Role.options.join(', ')}.`)
    const name = typeof options.name === 'string' ? options.name.trim() : ''
    if (name.length === 0 || name.length > 80) throw new WrongUsage('--name is needed, at most 80 characters.')
    const { dataDir, databaseUrl } = config
    const postgres = await openPostgres({ dataDir, databaseUrl, log: say })
    try {
      await migrate(postgres.url, say)
      const program = await openProgram(config, postgres.url)
      try {
        const { key } = await inTransaction(program.runtime, systemActor, (ctx) =>
          createKey(ctx, { name, role: role.data }),
        )
        print(key)
      } finally {
        await program.close()
      }
    } finally {
      await postgres.close()
    }
  },
}
