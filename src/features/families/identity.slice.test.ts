import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliver, mailOf } from '../../../tests/world/mail.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { installationSecret } from '../../platform/installation.ts'
import { ourMessageId } from '../mailboxes/rules/tokens.ts'
import { differencesOf } from '../sla/actions/verify-clocks.ts'

let world: World
let secret: Buffer
beforeAll(async () => {
  world = await testWorld()
  secret = await installationSecret(world.runtime.db, 'mail_token_secret', world.now)
})
afterAll(() => world.close())

const mira = () => world.as('mira')
let count = 0
const arrive = (headers: Record<string, string>) =>
  deliver(world, mailOf({ ...headers, 'Message-ID': `<identity${++count}@x.example>` }))
const write = (number: string) =>
  arrive({
    Subject: `Re: ${number}`,
    'In-Reply-To': ourMessageId(secret, Number(number.slice(2)), crypto.randomUUID(), 'caseward.example'),
  })
interface Subject {
  id: string
  number: string
}
const versionOf = async ({ id }: Subject) => (await mira().cases.getCase({ params: { id } })).version

const call = { kind: 'call' as const, text: 'Told', direction: 'out' as const, outcome: 'answered', reached: true }
/** What may have happened to a case before it is merged. */
const acts = {
  answered: (params: Subject) => mira().conversations.sendReply({ params, body: call }),
  noted: (params: Subject) => mira().conversations.sendReply({ params, body: { kind: 'note', text: 'Hm' } }),
  replied: (params: Subject) => mira().conversations.sendReply({ params, body: { kind: 'reply', text: 'Soon' } }),
  wrote: ({ number }: Subject) => write(number),
  waits: async (params: Subject) => {
    const { stages, status } = await mira().cases.getCase({ params })
    const aside = stages.find((stage) => stage.aside && stage.status === 'pending' && stage.allowed)
    if (aside && status !== 'closed') await mira().cases.transitionCase({ params, body: { stage: aside.key } })
  },
  tagged: async (params: Subject) =>
    mira().cases.changeCase({ params, body: { version: await versionOf(params), tags: ['a', params.number] } }),
  urgent: async (params: Subject) =>
    mira().cases.changeCase({ params, body: { version: await versionOf(params), priority: 'critical' } }),
  tasked: (params: Subject) => mira().tasks.addTask({ params, body: { title: 'Look', mandatory: true } }),
  watched: (params: Subject) => world.as('elena').cases.watchCase({ params, body: { watch: true } }),
  drafted: (params: Subject) =>
    mira().conversations.saveDraft({
      params: { id: params.id, kind: 'reply' },
      body: { content: { text: params.number } },
    }),
  resolved: async (params: Subject) => {
    await mira().cases.assignCase({ params, body: { ownerId: world.people.ana } })
    const { status } = await mira().cases.getCase({ params })
    if (status !== 'resolved')
      await mira().cases.resolveCase({ params, body: { summary: 'Done', override: { reason: 'Test' } } })
  },
} as const
type Act = keyof typeof acts
const history = fc.array(fc.constantFrom(...(Object.keys(acts) as Act[])), { maxLength: 5 })

/** Every row of a case, versions, events and what clocks wrote into their own log apart. */
async function snapshotOf({ id }: Subject) {
  const rows = async (query: ReturnType<typeof sql>) => (await query.execute(world.runtime.db)).rows
  return {
    case: await rows(sql`select to_jsonb(cases) - 'version' - 'updated_at' as row from cases where id = ${id}`),
    messages: await rows(sql`select to_jsonb(m) as row from message m where case_id = ${id} order by id`),
    files: await rows(sql`select to_jsonb(m) as row from attachment m where case_id = ${id} order by id`),
    tasks: await rows(sql`select to_jsonb(m) as row from task m where case_id = ${id} order by id`),
    drafts: await rows(sql`select to_jsonb(m) as row from draft m where case_id = ${id} order by person_id, kind`),
    watchers: await rows(sql`select to_jsonb(m) as row from watcher m where case_id = ${id} order by person_id`),
    clocks: await rows(
      sql`select to_jsonb(m) #- '{detail,log}' as row from sla_clock m where case_id = ${id} order by id`,
    ),
    time: await rows(
      sql`select (to_jsonb(m) - 'read_until') #- '{facts,readUntil}' as row from sla_case m where case_id = ${id}`,
    ),
  }
}

async function mergeAndBack(source: Subject, survivor: Subject, meanwhile: () => Promise<unknown>) {
  const body = { into: survivor.id, version: await versionOf(source), intoVersion: await versionOf(survivor) }
  await mira().families.mergeCase({ params: source, body })
  for (const each of [source, survivor]) expect(await differencesOf(world.runtime.db, each.id)).toEqual([])
  world.advance({ minutes: 3 })
  await meanwhile()
  const { items } = await mira().families.listMerges({ params: survivor })
  await mira().families.undoMerge({ params: { id: items[0]!.id } })
}

async function bothVerify(...cases: Subject[]) {
  for (const each of cases) {
    expect(await world.as('sofia').audit.verifyChain({ query: { case: each.id } })).toMatchObject({ valid: true })
    expect(await differencesOf(world.runtime.db, each.id)).toEqual([])
  }
}

async function twoCases(before: Act[], after: Act[]): Promise<[Subject, Subject]> {
  world.now = new Date(world.now.getTime() + 3_600_000)
  const made = []
  for (const history of [before, after]) {
    const { caseId, caseNumber } = await arrive({ Subject: 'The pump leaks' })
    const subject = { id: caseId!, number: caseNumber! }
    for (const act of history) {
      world.advance({ minutes: 2 })
      await acts[act](subject)
    }
    made.push(subject)
  }
  return made as [Subject, Subject]
}

test('a merge followed by its undo is the identity on both cases and their clocks', async () => {
  await fc.assert(
    fc.asyncProperty(history, history, async (before, after) => {
      const [source, survivor] = await twoCases(before, after)
      const stood = [await snapshotOf(source), await snapshotOf(survivor)]
      await mergeAndBack(source, survivor, async () => {})
      expect([await snapshotOf(source), await snapshotOf(survivor)]).toEqual(stood)
      await bothVerify(source, survivor)
    }),
    { numRuns: 16, seed: 4130 },
  )
}, 240_000)

test('with mail in between the source is as before, and the survivor keeps what came', async () => {
  await fc.assert(
    fc.asyncProperty(history, history, fc.constantFrom(0, 1), async (before, after, to) => {
      const [source, survivor] = await twoCases(before, after)
      const stood = [await snapshotOf(source), await snapshotOf(survivor)] as const
      await mergeAndBack(source, survivor, () => write([source, survivor][to]!.number))
      expect(await snapshotOf(source)).toEqual(stood[0])
      const now = await snapshotOf(survivor)
      expect(now.messages).toHaveLength(stood[1].messages.length + 1)
      for (const part of ['files', 'tasks', 'drafts', 'watchers'] as const) expect(now[part]).toEqual(stood[1][part])
      expect(now.messages).toEqual(expect.arrayContaining(stood[1].messages))
      const { items } = await mira().sla.listClocks({ params: survivor })
      const owed = items.filter(({ metric, state }) => /response/.test(metric) && state === 'running')
      expect(owed.length).toBe(1)
      await bothVerify(source, survivor)
    }),
    { numRuns: 10, seed: 4131 },
  )
}, 240_000)
