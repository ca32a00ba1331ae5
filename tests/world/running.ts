import pg from 'pg'
import { cloneDatabase } from './database.ts'
import { firstAdmin, type Installation, newInstallation, type Program, startProgram } from './program.ts'

/** The whole program at work, to be killed and started again, with the database behind it in sight. */
export interface Running {
  place: Installation
  /** Past the program, straight to its database. */
  client: pg.Client
  /** The one that runs now. */
  program: Program
  startAgain: () => Promise<void>
  close: () => Promise<void>
}

/** On a database and with a first administrator of its own; `more` is what its environment has besides. */
export async function openRunning(
  more: (databaseUrl: string) => Promise<Record<string, string>> | Record<string, string> = () => ({}),
): Promise<Running> {
  const database = await cloneDatabase()
  const place = await newInstallation()
  Object.assign(place.environment, { DATABASE_URL: database.url, ...firstAdmin, ...(await more(database.url)) })
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const started = async () => {
    const program = startProgram(place)
    await program.opened
    return program
  }
  const running: Running = {
    place,
    client,
    program: await started(),
    startAgain: async () => {
      running.program = await started()
    },
    close: async () => {
      running.program.process.kill('SIGTERM')
      await running.program.ended
      await client.end()
      await database.drop()
      await place.remove()
    },
  }
  return running
}
