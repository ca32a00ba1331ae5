import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CaseTypeDefinition, Stage } from '../../casetypes/contract.ts'
import { serviceTypes } from '../../casetypes/defaults/service.ts'
import { pathOf, stageOf } from '../../casetypes/rules/stages.ts'
import { unavoidable, wayBetween } from '../../casetypes/rules/way.ts'
import { canEnter, canResolve, closureRequirements, type GateFacts, requirementsToEnter } from './gates.ts'

const base = serviceTypes.find(({ key }) => key === 'general_question')!.definition
const task = (key: string, mandatory = true) => ({ key, title: `Do ${key}`, mandatory })
const stage = (key: string, part: Partial<Stage> = {}): Stage => ({
  key,
  label: key.toUpperCase(),
  customerLabel: key,
  status: 'open',
  aside: false,
  next: [],
  tasks: [task(`of_${key}`)],
  ...part,
})
const waits = stage('waits', { status: 'pending', aside: true, tasks: [] })
const typeOf = (middle: Stage[], fields: CaseTypeDefinition['fields'] = []): CaseTypeDefinition => ({
  ...base,
  fields,
  stages: [
    stage('received', { status: 'new', tasks: [] }),
    ...middle,
    waits,
    stage('resolved', { status: 'resolved', tasks: [] }),
    stage('closed', { status: 'closed', tasks: [] }),
  ],
})
const needed = (key: string, requiredFrom: string): CaseTypeDefinition['fields'][number] => ({
  key,
  label: key,
  kind: 'text',
  choices: [],
  seenBy: 'staff',
  requiredFrom,
})
const facts = (definition: CaseTypeDefinition, part: Partial<GateFacts> = {}): GateFacts => ({
  definition,
  status: 'open',
  stage: 'received',
  standsIn: part.stage ?? 'received',
  owner: 'Ana',
  custom: {},
  tasks: [],
  openChildren: [],
  approvals: [],
  openSides: [],
  uncoveredWork: null,
  ...part,
})
const unmet = (given: GateFacts, to: string) =>
  requirementsToEnter(given, stageOf(given.definition, to)!)
    .filter(({ met }) => !met)
    .map(({ key }) => key)
const keys = (stages: Stage[]) => stages.map(({ key }) => key)

const straight = typeOf([stage('a'), stage('b'), stage('c')], [needed('serial', 'b'), needed('finding', 'c')])
const forked = typeOf(
  [stage('a', { next: ['b', 'c'] }), stage('b', { next: ['d'] }), stage('c', { next: ['d'] }), stage('d')],
  [needed('visited_on', 'c')],
)

test('going on over several stages asks for everything of each on the way, also of work that was never begun', () => {
  expect(unmet(facts(straight), 'c')).toEqual(['field:serial', 'field:finding', 'begin:a:of_a', 'begin:b:of_b'])
  const [first] = requirementsToEnter(facts(straight), stageOf(straight, 'c')!).slice(-2)
  expect(first).toMatchObject({ label: 'Do of_a', stage: { label: 'A', begun: false }, met: false })
})

test('waiting beside the path is no way around a gate', () => {
  const beside = facts(straight, { stage: 'waits', standsIn: 'a', status: 'pending' })
  expect(unmet(beside, 'a')).toEqual([])
  expect(unmet(beside, 'c')).toEqual(unmet(facts(straight, { stage: 'a' }), 'c'))
  const arrowed = facts(forked, { stage: 'waits', standsIn: 'a', status: 'pending' })
  expect(unmet(arrowed, 'd')).toContain('path')
})

test('arrows give the way: only the stages on it are asked for, and none is jumped against them', () => {
  expect(keys(wayBetween(forked, stageOf(forked, 'a')!, stageOf(forked, 'c')!))).toEqual(['a'])
  expect(unmet(facts(forked, { stage: 'a' }), 'c')).toEqual(['field:visited_on', 'begin:a:of_a'])
  expect(unmet(facts(forked, { stage: 'b' }), 'd')).toEqual(['begin:b:of_b'])
  expect(unmet(facts(forked, { stage: 'b' }), 'c')).toContain('path')
  expect(keys(unavoidable(forked, stageOf(forked, 'resolved')!))).toEqual(['received', 'a', 'd'])
})

test('resolving straight from the first stage asks for the whole way', () => {
  const asked = closureRequirements(facts(straight), { code: 'answered', summary: 'Done', rootCause: null })
  expect(asked.filter(({ met }) => !met).map(({ key }) => key)).toEqual([
    'field:serial',
    'field:finding',
    'begin:a:of_a',
    'begin:b:of_b',
    'begin:c:of_c',
  ])
})

test('a check of closing stands in no gate but the last', () => {
  const check = { kind: 'checklist' as const, key: 'told', title: 'Told', stage: null, mandatory: true, done: false }
  const given = facts(straight, { tasks: [{ ...check, id: '1', doneBy: null, owner: null }] })
  expect(unmet(given, 'c')).not.toContain('told')
  expect(canResolve(given, { code: 'answered', summary: 'Done', rootCause: null })).toMatchObject({
    missing: expect.arrayContaining([expect.objectContaining({ key: 'told' })]),
  })
})

test('a code that ends a case early asks for nothing of its path, and still for what was promised', () => {
  const promise = { kind: 'task' as const, key: null, title: 'Call Ingrid', stage: null, mandatory: true, done: false }
  const given = facts(straight, {
    tasks: [{ ...promise, id: 'p', doneBy: null, owner: null }],
    openChildren: [{ id: 'c', number: 'C-2', owner: null } as never],
  })
  const missing = (code: string | null) =>
    closureRequirements(given, { code, summary: 'Done', rootCause: null })
      .filter(({ met, codes }) => !met && (!codes || code === null || codes.includes(code)))
      .map(({ label }) => label)
  expect(missing('duplicate')).toEqual(['Call Ingrid', 'Child case C-2 resolved'])
  expect(missing('answered')).toEqual(expect.arrayContaining(['serial', 'Do of_a', 'Call Ingrid']))
  // Before a code is chosen all is shown, each with the codes that it is asked for with.
  const shown = closureRequirements(given, { code: null, summary: null, rootCause: null })
  expect(shown.find(({ key }) => key === 'field:serial')?.codes).toEqual(['answered', 'done', 'forwarded'])
  expect(shown.find(({ label }) => label === 'Call Ingrid')?.codes).toBeUndefined()
  // So it is on a case that was reopened, whatever it ended with before.
  const again = closureRequirements(given, { code: 'duplicate', summary: 'Known', rootCause: null }, null)
  expect(again.map(({ key, codes }) => [key, codes])).toEqual(shown.map(({ key, codes }) => [key, codes]))
  expect(again.find(({ key }) => key === 'code')?.met).toBe(true)
  expect(canResolve(given, { code: 'duplicate', summary: null, rootCause: null }).ok).toBe(false)
})

/** A type of random stages with random work, values and arrows, and a walk of tries to move, to do and to wait in it. */
const anyType = fc
  .array(
    fc.record({ tasks: fc.array(fc.boolean(), { maxLength: 3 }), arrows: fc.array(fc.nat(6), { maxLength: 2 }) }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((drawn) => {
    const name = (at: number) => `s${at}`
    const middle = drawn.map(({ tasks, arrows }, at) =>
      stage(name(at), {
        tasks: tasks.map((mandatory, nth) => task(`t${nth}`, mandatory)),
        next: [...new Set(arrows.filter((to) => to < drawn.length && to !== at).map(name))],
      }),
    )
    return typeOf(middle, [needed('serial', name(drawn.length - 1))])
  })
const steps = fc.array(
  fc.record({
    act: fc.constantFrom('go', 'do', 'fill', 'wait') as fc.Arbitrary<'go' | 'do' | 'fill' | 'wait'>,
    at: fc.nat(40),
  }),
  { maxLength: 40 },
)

test('whatever is tried, nothing stands behind a gate whose work or values are missing, and nothing is resolved without', () => {
  fc.assert(
    fc.property(anyType, steps, (definition, tried) => {
      const path = pathOf(definition).filter(({ status }) => status !== 'resolved')
      let now = facts(definition)
      for (const { act, at } of tried) {
        if (act === 'wait') now = { ...now, stage: 'waits', status: 'pending' }
        if (act === 'fill') now = { ...now, custom: { serial: `NB-${at}` } }
        if (act === 'do') now = { ...now, tasks: [...now.tasks, ...doneIn(path[at % path.length]!, now)] }
        const to = path[at % path.length]!
        if (act === 'go' && canEnter(now, to).ok) now = { ...now, stage: to.key, standsIn: to.key, status: 'open' }
        const arrowless = path.every(({ next }) => next.length === 0)
        if (arrowless) expect(undone(path.slice(0, keys(path).indexOf(now.standsIn)), now)).toEqual([])
        const resolvable = canResolve(now, { code: 'answered', summary: 'Done', rootCause: null }).ok
        const owed = undone(unavoidable(definition, stageOf(definition, 'resolved')!), now)
        expect(resolvable && owed.length > 0).toBe(false)
      }
    }),
  )
})

test('a jump asks for exactly what the single steps ask together', () => {
  fc.assert(
    fc.property(anyType, fc.nat(6), fc.nat(6), (drawn, a, b) => {
      const definition = { ...drawn, stages: drawn.stages.map((each) => ({ ...each, next: [] })) }
      const path = pathOf(definition)
      const [from, to] = [Math.min(a, b), Math.max(a, b)].map((at) => Math.min(at, path.length - 2)) as [number, number]
      const jump = unmet(facts(definition, { stage: path[from]!.key }), path[to]!.key)
      const singly = path
        .slice(from, to)
        .flatMap(({ key }, at) => unmet(facts(definition, { stage: key }), path[from + at + 1]!.key))
      expect(new Set(jump)).toEqual(new Set(singly))
    }),
  )
})

const doneIn = ({ key, tasks }: Stage, now: GateFacts) =>
  tasks
    .filter((each) => !now.tasks.some((known) => known.stage === key && known.key === each.key))
    .map((each) => ({
      ...each,
      id: `${key} ${each.key}`,
      kind: 'task' as const,
      stage: key,
      done: true,
      doneBy: 'Ana',
      owner: null,
    }))

const undone = (stages: Stage[], now: GateFacts): string[] =>
  stages.flatMap(({ key, tasks }) =>
    tasks
      .filter((each) => each.mandatory && !now.tasks.some((known) => known.stage === key && known.key === each.key))
      .map((each) => each.key),
  )
