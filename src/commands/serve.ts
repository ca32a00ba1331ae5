import { flushCompileCache } from 'node:module'
import { CannotStart } from '../platform/cannot-start.ts'
import type { Command } from '../platform/cli.ts'
import type { Config } from '../platform/config.ts'
import { whenFree } from '../platform/ports.ts'
import { untilStopped } from './until-stopped.ts'

export const command: Command = {
  summary: 'Opens Caseward: web, mail listener and jobs, with its own PostgreSQL unless DATABASE_URL is set.',
  usage: '',
  run: async (context) => {
    const { config, print } = context
    // Loading the program takes longer than starting PostgreSQL; the two go on side by side.
    const program = import('../server.ts')
    const ports = portsAreFree(config)
    ports.catch(() => {})
    await untilStopped(context, async (databaseUrl) => {
      await ports
      const server = await (await program).startServer(config, databaseUrl)
      print(`Caseward is open at ${addressOf(config)} (mail comes in at port ${config.smtpInPort})`)
      // Else it is written at a clean end only, and after kill -9 of a first start the next would compile all anew.
      flushCompileCache()
      return server
    })
  },
}

/** An earlier Caseward that was killed a moment ago may still be closing: it gets time to let go of its ports. */
async function portsAreFree({ port, host, smtpInPort }: Config) {
  for (const [name, number, address] of [
    ['PORT', port, host],
    ['CASEWARD_SMTP_IN', smtpInPort, '127.0.0.1'],
  ] as const) {
    if (await whenFree(number, address, 8000)) continue
    throw new CannotStart(
      `Port ${number} is taken by another program (perhaps another Caseward). Please stop that one, or set ${name}.`,
    )
  }
}

function addressOf({ host, port }: Config) {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}
