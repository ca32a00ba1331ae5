import type { CaseType } from '../../src/features/casetypes/contract.ts'
import type { Operation } from './operation.ts'
import type { World } from './world.ts'

/** What people do to bring a case through its gates. */
export const gateOperations = {
  begin: async ({ world, id, type, who, pick }) => {
    const { stages } = (await typeNamed(world, type)).definition
    return world.as(who).cases.beginWork({ params: { id }, body: { stage: pick(stages).key } })
  },
  /** Does the whole work of a case, then tries to resolve it: what others owe holds it, and nothing else does. */
  finish: async ({ world, id, type, pick }) => {
    const { definition } = await typeNamed(world, type)
    await doWork(world, id, definition)
    const body = { summary: 'Mended and tested', code: pick(definition.closure.codes).key, rootCause: 'A worn seal' }
    return world.as('sofia').cases.resolveCase({ params: { id }, body })
  },
} satisfies Record<string, Operation>

async function doWork(world: World, id: string, { fields }: CaseType['definition']): Promise<void> {
  const sofia = world.as('sofia')
  const params = { id }
  const { closure } = await sofia.cases.getCase({ params })
  const unbegun = closure.requirements.flatMap(({ stage }) => (stage && !stage.begun ? [stage.key] : []))
  for (const stage of new Set(unbegun)) await sofia.cases.beginWork({ params, body: { stage } })
  for (const task of (await sofia.tasks.listTasks({ params })).items.filter((each) => each.mandatory && !each.doneAt))
    await sofia.tasks.changeTask({
      params: { id: task.id },
      body: { version: task.version, done: true, evidence: 'Seen on the picture' },
    })
  const custom = Object.fromEntries(
    fields.filter(({ requiredFrom }) => requiredFrom).map((field) => [field.key, answerTo(field)]),
  )
  const { version } = await sofia.cases.getCase({ params })
  if (Object.keys(custom).length > 0) await sofia.cases.changeCase({ params, body: { version, custom } })
}

const answerTo = ({ kind, choices }: CaseType['definition']['fields'][number]) =>
  ({ text: 'K-4', long_text: 'A long story', number: 4, money: '40.00', yes_no: true, date: '2026-11-19' })[
    kind as 'text'
  ] ??
  choices[0]?.key ??
  null

const known = new WeakMap<World, Promise<CaseType[]>>()

/** The types as they are published, asked for once. */
export function typesOf(world: World): Promise<CaseType[]> {
  const asked =
    known.get(world) ??
    world
      .as('sofia')
      .types.listTypes({})
      .then(({ items }) => items)
  known.set(world, asked)
  return asked
}

export const typeNamed = async (world: World, key: string): Promise<CaseType> =>
  (await typesOf(world)).find((type) => type.key === key)!
