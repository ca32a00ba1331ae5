import type { Command } from '../platform/cli.ts'
import { openProgram } from '../program.ts'
import { startWork } from '../work.ts'
import { untilStopped } from './until-stopped.ts'

export const command: Command = {
  summary: 'Works jobs and timers only, beside one or more that serve.',
  usage: '',
  run: (context) =>
    untilStopped(context, async (databaseUrl) => {
      const program = await openProgram(context.config, databaseUrl)
      const work = await startWork(program)
      context.print('Working; jobs and timers are done here')
      return {
        close: async () => {
          await work.close()
          await program.close()
        },
      }
    }),
}
