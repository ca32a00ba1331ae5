import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../src/platform/database.ts'
import { openPostgres } from '../src/platform/postgres/open.ts'
import { stopwatch } from '../src/platform/time.ts'
import { contactAddress, messageText } from './correspondence.ts'
import { type DataSet, environmentOf, prepare } from './data-set.ts'
import { type Call, clientOf, type Measured, measure } from './load.ts'
import { type MailsMeasured, sendMails } from './mails.ts'
import { recordCreate, replayCreate } from './raw.ts'
import { startChild } from './server.ts'

export interface Effort {
  creates: number
  reads: number
  mails: number
}

export interface SizeReport {
  cases: number
  starts: number[]
  idleMegabytes: number
  loadMegabytes: number
  mails: MailsMeasured
  /** Until the last search row of the created cases was written, counted from the last answer. */
  indexLagSeconds: number
  statementsPerCreate: number
  measured: Record<string, Measured>
}

const port = 3116
const smtpPort = 2616
const notesAdded = 10
const manyClients = 8

/** Every measurement on a fresh copy of the data set of one size. */
export async function measureSize(cases: number, effort: Effort, say: (line: string) => void): Promise<SizeReport> {
  const environment = environmentOf(port, smtpPort)
  const data = await prepare(cases, environment, say)
  const start = () => startChild(['src/main.ts', 'serve'], environment)
  // The first start after the copy reads everything from the disk and is not counted.
  await (await start()).stop()
  const starts: number[] = []
  for (let n = 0; n < 2; n++) {
    const server = await start()
    starts.push(server.startMs)
    await server.stop()
  }
  const server = await start()
  starts.push(server.startMs)
  const postgres = await openPostgres({ dataDir: data.config.dataDir, log: say })
  const { call, close } = clientOf(`http://127.0.0.1:${port}/api/v1`, data.key)
  const measured: Record<string, Measured> = {}
  const take = async (name: string, run: Parameters<typeof measure>[0], work: Parameters<typeof measure>[1]) => {
    measured[name] = await measure(run, work)
    const { medianMs, perSecond } = measured[name]
    say(`${name}: p50 ${medianMs.toFixed(1)} ms, ${perSecond.toFixed(0)}/s`)
  }
  try {
    await sleep(3000)
    const idleMegabytes = server.rssMegabytes()
    await readings(take, call, data, effort.reads)
    const create = (n: number) => call('POST', '/cases', caseBody(data, n))
    const few = Math.ceil(effort.creates / 4)
    await take('create, 1 client', { count: few, clients: 1, warmUp: Math.ceil(few / 4) }, create)
    await take(`create, ${manyClients} clients`, { count: effort.creates, clients: manyClients, warmUp: 80 }, create)
    const indexLagSeconds = await untilIndexed(postgres.url)
    const mails = await sendMails(postgres.url, smtpPort, effort.mails)
    say(`mails: ${mails.perSecond.toFixed(0)}/s`)
    const loadMegabytes = server.peakMegabytes()
    await server.stop()
    const recorded = await recordCreate(data.config, postgres.url, caseBody(data, 0))
    for (const clients of [1, manyClients])
      measured[`raw create, ${clients} ${clients === 1 ? 'client' : 'clients'}`] = await replayCreate(
        postgres.url,
        recorded,
        { count: effort.creates, clients },
      )
    await bareServer(postgres.url, take, effort)
    return {
      cases,
      starts,
      idleMegabytes,
      loadMegabytes,
      mails,
      indexLagSeconds,
      statementsPerCreate: recorded.statements.length,
      measured,
    }
  } finally {
    close()
    await server.stop()
    await postgres.close()
  }
}

type Take = (name: string, run: Parameters<typeof measure>[0], work: Parameters<typeof measure>[1]) => Promise<void>

async function readings(take: Take, call: Call, { personIds }: DataSet, count: number): Promise<void> {
  const run = { count, clients: 1, warmUp: Math.ceil(count / 5) }
  const person = (n: number) => personIds[(n + personIds.length * count) % personIds.length]
  const lists: Record<string, (n: number) => string> = {
    'list of 50 open': () => '/cases?status=unresolved&limit=50',
    'list of 50 open, by due': () => '/cases?status=unresolved&sort=due&limit=50',
    'list of 50 open of one owner': (n) => `/cases?status=unresolved&owner=${person(n)}&limit=50`,
    'list of 50 open of one owner, by due': (n) => `/cases?status=unresolved&owner=${person(n)}&sort=due&limit=50`,
  }
  for (const [name, path] of Object.entries(lists)) await take(name, run, (n) => call('GET', path(n)))
  const { items } = (await call('GET', '/cases?status=unresolved&limit=20')) as { items: { id: string }[] }
  const opened = items.slice(0, 5)
  for (const { id } of opened)
    for (let n = 0; n < notesAdded; n++)
      await call('POST', `/cases/${id}/messages`, { kind: 'note', text: messageText(n) })
  const of = (n: number) => opened[(n + count * opened.length) % opened.length]!.id
  await take('one case', run, (n) => call('GET', `/cases/${of(n)}`))
  await take('one case with 20 messages and timeline', run, (n) =>
    Promise.all(['', '/messages', '/timeline'].map((part) => call('GET', `/cases/${of(n)}${part}`))),
  )
  await take('search for a common word', run, () => call('GET', '/search?q=delivery'))
  await take('home', run, () => call('GET', '/home'))
}

async function untilIndexed(url: string): Promise<number> {
  const { db, close } = openDatabase(url, 1)
  const began = stopwatch()
  const waiting = () =>
    db
      .selectFrom('cases')
      .select('id')
      .where((eb) =>
        eb.not(eb.exists(eb.selectFrom('case_search').select('case_id').whereRef('case_id', '=', 'cases.id'))),
      )
      .limit(1)
      .executeTakeFirst()
  while (await waiting()) await sleep(50)
  await close()
  return (stopwatch() - began) / 1000
}

async function bareServer(url: string, take: Take, { creates }: Effort): Promise<void> {
  const bare = await startChild(['bench/six-inserts.ts', url, String(port)], {})
  const { call, close } = clientOf(`http://127.0.0.1:${port}`, null)
  const body = { subject: 'Plain', text: messageText(1) }
  for (const clients of [1, manyClients])
    await take(
      `Fastify with six inserts, ${clients} ${clients === 1 ? 'client' : 'clients'}`,
      { count: creates, clients, warmUp: 100 },
      () => call('POST', '/', body),
    )
  close()
  await bare.stop()
}

function caseBody({ teamIds }: DataSet, n: number) {
  const place = n + 1_000_000
  return {
    subject: `The pump of order ${700_000 + place} stopped`,
    message: messageText(place),
    contact: { name: 'Somebody', email: contactAddress(place) },
    teamId: teamIds[place % teamIds.length]!,
    tags: [],
    custom: {},
    restricted: false,
  }
}
