import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openPostgres, type Postgres } from '../src/platform/postgres/open.ts'
import {
  home,
  type Installation,
  isRunning,
  kill,
  newInstallation,
  type Program,
  serverPid,
  startProgram,
  until,
} from './world/program.ts'

describe('an installation with something in it', () => {
  let place: Installation
  /** The program that the test before left running: a start takes two seconds. */
  let left: Program | undefined
  const running = async () => {
    left ??= await started(place)
    return left
  }
  const none = async () => {
    if (left) await stopped(left)
    left = undefined
  }
  beforeAll(async () => {
    place = await newInstallation()
    await running()
    await query(place, 'create table kept (word text)')
    await query(place, `insert into kept values ('still here')`)
  })
  afterAll(async () => {
    await none()
    await place.remove()
  })

  test('after kill -9 of the program, the next start takes over the PostgreSQL left behind', async () => {
    const killed = await running()
    const server = serverPid(place.dataDir)!
    await kill(killed.process.pid!)
    expect(isRunning(server)).toBe(true)

    left = await started(place)
    expect(serverPid(place.dataDir)).toBe(server)
  })

  test('after kill -9 of PostgreSQL alone, the program brings it back at the same address', async () => {
    const program = await running()
    const server = serverPid(place.dataDir)!
    await kill(server)
    await until(() => program.said().includes('PostgreSQL is back'), 10)
    expect(serverPid(place.dataDir)).not.toBe(server)
    expect(await words(place)).toEqual(['still here'])
  })

  test('after kill -9 of both at once, everything is there', async () => {
    const killed = await running()
    await Promise.all([kill(serverPid(place.dataDir)!), kill(killed.process.pid!)])
    left = await started(place)
    expect(await words(place)).toEqual(['still here'])
  })

  test('a clean end stops PostgreSQL', async () => {
    const server = serverPid(place.dataDir)!
    await none()
    expect(isRunning(server)).toBe(false)
    expect(serverPid(place.dataDir)).toBeUndefined()
  })

  test('after kill -9 while it starts, at any moment, it comes up', async () => {
    for (const milliseconds of [120, 200, 280, 360, 440]) {
      const killed = startProgram(place)
      await sleep(milliseconds)
      await kill(killed.process.pid!)
    }
    await running()
    expect(await words(place)).toEqual(['still here'])
  })

  test('after kill -9 of npm above it, the program ends, and the next start waits for its ports', async () => {
    await none()
    const npm = startProgram(place, ['npm', 'start'])
    await npm.opened
    await kill(npm.process.pid!)
    // Begun as the launcher begins it, for the test that follows.
    left = startProgram(place, [process.execPath, 'src/main.ts', 'serve'], 'ipc')
    await left.opened
    expect(await words(place)).toEqual(['still here'])
  })

  test('below a launcher that is gone the program ends, cleanly', async () => {
    const program = left!
    left = undefined
    program.process.disconnect()
    expect(await program.ended).toBe(0)
    expect(serverPid(place.dataDir)).toBeUndefined()
  })

  test('a lock file with a number that another program has by now does not keep it from starting', async () => {
    const lock = [process.pid, join(place.dataDir, 'postgres'), 1, 20_000, '', '127.0.0.1', '', 'ready', ''].join('\n')
    writeFileSync(join(place.dataDir, 'postgres/postmaster.pid'), lock)
    const postgres = await open(place)
    expect(isRunning(process.pid)).toBe(true)
    expect(await words(place)).toEqual(['still here'])
    await postgres.close()
  })

  test('nor does an empty lock file, as a full disk leaves it', async () => {
    writeFileSync(join(place.dataDir, 'postgres/postmaster.pid'), '')
    const postgres = await open(place)
    expect(await words(place)).toEqual(['still here'])
    await postgres.close()
  })

  test('when something else took the port of PostgreSQL, it moves to another', async () => {
    const { port } = access(place)
    const other = createServer().listen(port, '127.0.0.1')
    onTestFinished(() => void other.close())
    await running()
    expect(access(place).port).not.toBe(port)
    expect(await words(place)).toEqual(['still here'])
  })

  test('commands work beside the running program, and without it; the last one out stops PostgreSQL', async () => {
    await running()
    expect(command(place, 'migrate')).toMatchObject({ status: 0, stdout: 'The database is up to date.\n' })
    const beside = await open(place)
    await none()
    expect(await words(place)).toEqual(['still here'])
    await beside.close()
    expect(serverPid(place.dataDir)).toBeUndefined()
    expect(command(place, 'migrate')).toMatchObject({ status: 0, stdout: 'The database is up to date.\n' })
    expect(serverPid(place.dataDir)).toBeUndefined()
  })

  test('a worker of its own works off what is enqueued, and ends when told', async () => {
    const worker = startProgram(place, [process.execPath, 'bin/caseward.js', 'worker'])
    await until(() => worker.said().includes('Working'))
    await query(place, `select graphile_worker.add_job('check-governance')`)
    const waiting = () => query(place, `select from graphile_worker.jobs where task_identifier = 'check-governance'`)
    for (let tries = 0; (await waiting()).length > 0; tries++) {
      if (tries > 100) throw new Error(`It was not worked off: ${worker.said()}`)
      await sleep(50)
    }
    await stopped(worker)
    expect(serverPid(place.dataDir)).toBeUndefined()
  })

  test('only its owner can read the passwords, and only this machine can reach the server', async () => {
    const postgres = await open(place)
    const { port, password } = access(place)
    const address = `postgres://caseward:${password}@127.0.0.1:${port}/caseward`
    expect(await ask(address, `select rolsuper from pg_roles where rolname = 'caseward'`)).toEqual([
      { rolsuper: false },
    ])
    expect(await ask(address, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    await expect(ask(address.replace(password, 'guess'), 'select 1')).rejects.toThrow(/password authentication failed/)
    expect(spawnSync('stat', ['-c', '%a', join(place.dataDir, 'postgres/caseward.json')]).stdout.toString()).toBe(
      '600\n',
    )
    await postgres.close()
  })
})

test('kill -9 during the first start, at any moment, leaves nothing that hinders the next', async () => {
  const place = await newInstallation()
  onTestFinished(place.remove)
  for (const milliseconds of [150, 350, 600, 900, 1300]) {
    const killed = startProgram(place)
    await sleep(milliseconds)
    await kill(killed.process.pid!)
  }
  const program = await started(place)
  await stopped(program)
}, 120_000)

test('several first starts at once make one database', async () => {
  const place = await newInstallation()
  onTestFinished(place.remove)
  const opened = await Promise.all([1, 2, 3].map(() => open(place, false)))
  expect(new Set(opened.map(({ url }) => url)).size).toBe(1)
  await ask(opened[0]!.url, 'select 1')
  for (const one of opened) await one.close()
  expect(serverPid(place.dataDir)).toBeUndefined()
  expect(readdirSync(place.dataDir)).toEqual(['postgres'])
})

test.runIf(process.getuid?.() === 0)('root may keep the data where PostgreSQL’s user cannot go', async () => {
  const place = await newInstallation({ closed: true })
  onTestFinished(place.remove)
  const said: string[] = []
  const postgres = await openPostgres({ dataDir: place.dataDir, log: (line) => said.push(line) })
  expect(said.join()).toContain('Keeping the database in /var/lib/caseward')
  await query(place, 'create table kept (word text)')
  await kill(serverPid(place.dataDir)!)
  await until(() => said.includes('PostgreSQL is back'))
  expect(await words(place)).toEqual([])
  await postgres.close()
  expect(serverPid(place.dataDir)).toBeUndefined()
})

test('a wrong setting stops the start and is told with every other one', async () => {
  const environment = { PORT: 'no', CASEWARD_DEMO: 'no way', CASEWARD_DTA: '/tmp' }
  const program = startProgram({ environment })
  expect(await program.ended).toBe(2)
  for (const name of ['PORT', 'CASEWARD_DEMO', 'CASEWARD_DTA']) expect(program.said()).toContain(`${name} is `)
})

test('a DATABASE_URL that does not answer is told without its password', async () => {
  const program = startProgram({ environment: { DATABASE_URL: 'postgres://me:topsecret@127.0.0.1:9/cases' } })
  expect(await program.ended).toBe(1)
  expect(program.said()).toMatch(/The PostgreSQL of DATABASE_URL \(127\.0\.0\.1:9\/cases\) does not answer/)
  expect(program.said()).not.toContain('topsecret')
})

async function started(place: Installation): Promise<Program> {
  const program = startProgram(place)
  await program.opened
  await fetch(place.url)
  return program
}

async function stopped(program: Program) {
  program.process.kill('SIGTERM')
  expect(await program.ended).toBe(0)
}

function open({ dataDir }: Installation, durable = true): Promise<Postgres> {
  return openPostgres({ dataDir, durable, log: () => {} })
}

function command({ environment }: Installation, ...line: string[]) {
  const env = { PATH: process.env.PATH, ...environment }
  return spawnSync(process.execPath, ['bin/caseward.js', ...line], { cwd: home, env, encoding: 'utf8' })
}

function access({ dataDir }: Installation): { port: number; password: string } {
  return JSON.parse(readFileSync(join(dataDir, 'postgres/caseward.json'), 'utf8'))
}

async function words(place: Installation) {
  return (await query(place, 'select word from kept')).map(({ word }) => word)
}

function query(place: Installation, text: string) {
  const { port, password } = access(place)
  return ask(`postgres://caseward:${password}@127.0.0.1:${port}/caseward`, text)
}

async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}
