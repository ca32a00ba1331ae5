import { doWhatIsDue } from '../../src/features/cases/actions/watch-queues.ts'
import { checkGovernance } from '../../src/features/governance/actions.ts'
import { sweep } from '../../src/features/sla/actions/sweep.ts'
import { ApiProblem } from '../../src/platform/client.ts'
import { inTransaction, systemActor } from '../../src/platform/runtime.ts'
import { familyOperations } from './family-operations.ts'
import { gateOperations, typeNamed, typesOf } from './gate-operations.ts'
import { deliver, mailOf, sentOn } from './mail.ts'
import { type Anyone, everyone, type Operation } from './operation.ts'
import { workOff, workOnce } from './work.ts'
import type { World } from './world.ts'

/** One thing that somebody tries: who, what, on which case, and a number for every other choice. */
export interface Try {
  what: OperationName
  who: Anyone
  on: number
  by: number
}

const types = ['billing_dispute', 'complaint', 'warranty_claim', 'technical_issue', 'general_question', 'refund_review']
const words = ['The pump leaks', 'Invoice 3381 charged twice', 'No vacuum since Monday', 'Wrong certificate']
const hour = 3_600_000
/** What runs by itself, each minute. */
const timers = [
  ...['release-overdue', 'close-resolved', 'follow-statuses', 'watch-promises', 'watch-approvals', 'follow-leaves'],
  ...['follow-side-conversations', 'keep-in-touch', 'ask-surveys'],
]
const nowhere = '00000000-0000-0000-0000-000000000000'

/** What people, customers and time do to cases. A refusal is as good an answer as any; an error of the program is none. */
export const operations = {
  ...familyOperations,
  ...gateOperations,
  open: ({ world, who, pick }) =>
    world.as(who).cases.createCase({
      body: {
        subject: pick(words),
        type: pick(types, 1),
        ...(pick([true, false], 2) && { message: pick(words, 3) }),
        ...(pick([true, false], 4) && { contactId: world.contacts.ingrid }),
        ...(pick([true, false], 5) && { ownerId: world.people[pick(['ana', 'priya', 'jonas', 'tom'] as const, 6)] }),
        restricted: pick([true, false, false, false], 7),
      },
    }),
  assign: ({ world, id, who, pick }) =>
    world.as(who).cases.assignCase({
      params: { id },
      body: pick([
        { ownerId: world.people[pick(everyone, 1)] },
        { ownerId: null, queueId: world.queues[pick(['accounts', 'technical'] as const, 2)] },
      ]),
    }),
  move: async ({ world, id, type, who, pick }) =>
    world.as(who).cases.transitionCase({
      params: { id },
      body: {
        stage: pick(await stagesOf(world, type)),
        ...(pick([true, false, false], 1) && { override: { reason: 'It is known by phone' } }),
      },
    }),
  takeBack: async (scene) => {
    await operations.move(scene)
    return scene.world.as(scene.who).cases.undoTransition({ params: { id: scene.id } })
  },
  resolve: async ({ world, id, type, who, pick }) =>
    world.as(who).cases.resolveCase({
      params: { id },
      body: {
        ...(pick([true, true, false]) && { summary: 'Mended and tested' }),
        ...(pick([true, true, false], 1) && { code: pick(await codesOf(world, type), 2) }),
        ...(pick([true, false], 3) && { rootCause: 'A worn seal' }),
        tellCustomer: pick([true, false], 4),
        ...(pick([true, false, false], 5) && { override: { reason: 'The customer said so' } }),
      },
    }),
  reopen: ({ world, id, who }) => world.as(who).cases.reopenCase({ params: { id }, body: { reason: 'It came back' } }),
  followUp: ({ world, id, who }) => world.as(who).cases.followUpCase({ params: { id }, body: {} }),
  change: ({ world, id, version, who, pick }) =>
    world.as(who).cases.changeCase({
      params: { id },
      body: {
        version,
        ...pick<object>([
          { priority: pick(['low', 'medium', 'high', 'critical'] as const, 1) },
          { teamId: world.teams[pick(['accounts', 'technical'] as const, 1)] },
          { tags: [pick(['vip', 'leak'], 1)] },
          { restricted: pick([true, false], 1) },
          { nextStep: null },
          { nextStep: { text: 'Call them', whose: 'us', dueAt: new Date(world.now.getTime() + hour).toISOString() } },
          { nextStep: { text: 'Some day', whose: 'us', dueAt: null } },
          { contactId: world.contacts.ingrid },
        ]),
      },
    }),
  retype: async ({ world, id, version, who, pick }) => {
    const typeId = pick(await typesOf(world)).id
    return world.as(who).cases.changeCase({ params: { id }, body: { version, typeId } })
  },
  fillIn: async ({ world, id, version, type, who, pick }) => {
    const fields = (await definitionOf(world, type)).fields
    if (fields.length === 0) return
    const field = pick(fields)
    const value = { text: 'K-4', long_text: 'A long story', number: 4, yes_no: true, date: '2026-11-20' }[
      field.kind as 'text'
    ]
    const custom = { [field.key]: value ?? field.choices?.[0]?.key ?? null }
    return world.as(who).cases.changeCase({ params: { id }, body: { version, custom } })
  },
  write: ({ world, id, who, pick }) =>
    world.as(who).conversations.sendReply({
      params: { id },
      body: pick([
        { kind: 'reply' as const, text: 'We look into it.', undoSeconds: pick([0, 30], 1) },
        { kind: 'note' as const, text: 'Seen before.' },
        { kind: 'call' as const, text: 'Told them.', direction: 'out' as const, outcome: 'Reached', reached: true },
      ]),
    }),
  addTask: ({ world, id, who, pick }) =>
    world.as(who).tasks.addTask({
      params: { id },
      body: { title: 'Ask the supplier', mandatory: pick([true, false]), ownerId: world.people[pick(everyone, 1)] },
    }),
  tick: async ({ world, id, who, pick }) => {
    const { items } = await world.as('sofia').tasks.listTasks({ params: { id } })
    if (items.length === 0) return
    const task = pick(items)
    const body = { version: task.version, done: !task.doneAt, evidence: 'Seen on the picture' }
    return world.as(who).tasks.changeTask({ params: { id: task.id }, body })
  },
  cancelTask: async ({ world, id, who, pick }) => {
    const { items } = await world.as('sofia').tasks.listTasks({ params: { id } })
    if (items.length > 0) return world.as(who).tasks.removeTask({ params: { id: pick(items).id } })
  },
  customerWrites: async ({ world, id, pick }) => {
    if (id === nowhere) return
    const messageId = `<${crypto.randomUUID()}@caseward.example>`
    await sentOn(world, id, { messageId, to: 'ingrid.sollberg@meridianlabs.example' })
    const text = pick(['It is not solved.', 'Thank you!', 'When will somebody come?'])
    await deliver(world, mailOf({ Subject: 'Re: pump', 'In-Reply-To': messageId, ...freshId() }, text))
  },
  newMail: ({ world, pick }) => deliver(world, mailOf({ Subject: pick(words), ...freshId() })),
  leave: ({ world, pick }) =>
    world.as('sofia').people.setAvailability({
      params: { id: world.people[pick(['ana', 'priya', 'jonas'] as const)] },
      body: {
        status: pick(['online', 'away', 'off'] as const, 1),
        awayUntil: new Date(world.now.getTime() + hour).toISOString(),
      },
    }),
  timePasses: async ({ world, pick }) => {
    world.advance({ minutes: pick([1, 20, 300, 1500, 6000]) })
    while ((await sweep(world.runtime)) > 0);
    for (const job of timers) await workOnce(world, job, {})
    await workOff(world, ['follow-leave', 'hand-over', 'give-back', 'pull-queues', 'ask-escalation-rules'])
    await doWhatIsDue(world.runtime)
    await inTransaction(world.runtime, systemActor, checkGovernance)
  },
} satisfies Record<string, Operation>
export type OperationName = keyof typeof operations
export const operationNames = Object.keys(operations) as OperationName[]

/** What carries a case along happens more often than what stirs it. */
export const oftener: OperationName[] = ['move', 'resolve', 'finish', 'tick', 'tick', 'customerWrites']

/** What makes sense only where a case stands so. */
const only: Partial<Record<OperationName, string>> = { reopen: 'resolved', followUp: 'closed' }

/** The case that a try is about; undefined where there is none yet. */
export async function caseOf(world: World, { what, on }: Try) {
  const status = only[what]
  const cases = await world.runtime.db
    .selectFrom('cases')
    .innerJoin('case_type', 'case_type.id', 'cases.type_id')
    .select(['cases.id', 'cases.version', 'case_type.key as type'])
    .$if(status !== undefined, (q) => q.where('cases.status', '=', status!))
    .orderBy('cases.number', 'desc')
    // Of many cases few would ever come far.
    .limit(12)
    .execute()
  const found = cases[on % Math.max(cases.length, 1)]
  return found && { ...found, other: cases[(on + 1) % cases.length]! }
}

/** Tries one thing. Answers whether it was done; only what the program refuses in words counts as not done. */
export async function attempt(
  world: World,
  found: Awaited<ReturnType<typeof caseOf>>,
  { what, who, by }: Try,
): Promise<boolean> {
  const { id = nowhere, version = 1, type = 'general_question', other = { id: nowhere, version: 1 } } = found ?? {}
  const pick = <T>(from: readonly T[], salt = 0): T => from[(Math.imul(by, 2_654_435_761 + salt) >>> 7) % from.length]!
  try {
    await operations[what]({ world, id, version, type, who, pick, other })
    return true
  } catch (error) {
    if (error instanceof ApiProblem && error.status < 500) return false
    throw error
  }
}

const freshId = () => ({ 'Message-ID': `<${crypto.randomUUID()}@meridianlabs.example>` })

const definitionOf = async (world: World, key: string) => (await typeNamed(world, key)).definition
const stagesOf = async (world: World, key: string) => (await definitionOf(world, key)).stages.map((stage) => stage.key)
const codesOf = async (world: World, key: string) =>
  (await definitionOf(world, key)).closure.codes.map((code) => code.key)
