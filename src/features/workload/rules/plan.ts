import type { HeldSkill, WantedSkill } from '../../routing/rules/facts.ts'
import { levelOf } from '../../routing/rules/route.ts'

/** What a plan knows about a person. `load` and a case's `weight` share the unit of `capacity`. */
export interface CarrierFacts {
  id: string
  name: string
  takesCases: boolean
  /** Why they get no cases now ("on leave until 30 Nov"); null while they are here. */
  absent: string | null
  /** Absence for good or for days: nobody may give them cases, not even by hand. */
  gone: boolean
  status: 'online' | 'away' | 'busy' | 'off'
  load: number
  capacity: number
  teamIds: readonly string[]
  skills: readonly HeldSkill[]
}

export interface CarriedFacts {
  id: string
  ownerId: string | null
  teamId: string
  team: string
  status: string
  weight: number
  restricted: boolean
  skills: readonly WantedSkill[]
  priority: 'critical' | 'high' | 'medium' | 'low'
  /** When its owner got it; null for one that waits in a queue. */
  ownedSince: Date | null
  /** Whether its owner has answered the customer. */
  answered: boolean
  /** Whether its owner asked somebody something and waits for a word: an approval, help, a side conversation. */
  asks: boolean
}

export interface PlannedMove {
  caseId: string
  toId: string | null
  /** Why it cannot go there, in words; null when it can. */
  refused: string | null
  notes: string[]
}

export interface Plan {
  moves: PlannedMove[]
  people: { id: string; before: number; after: number; capacity: number }[]
}

/** The skills that the case asks for and the person does not hold high enough; welcome ones are none. */
export const lacking = (subject: Pick<CarriedFacts, 'skills'>, person: Pick<CarrierFacts, 'skills'>): WantedSkill[] =>
  subject.skills.filter(({ id, level, need }) => need !== 'welcome' && levelOf(person, id) < level)

/** The skills asked for, also those only welcome such as its language, that whoever has it holds and somebody else does not. */
export const losing = (
  subject: Pick<CarriedFacts, 'skills'>,
  from: Pick<CarrierFacts, 'skills'> | undefined,
  to: Pick<CarrierFacts, 'skills'>,
): WantedSkill[] =>
  subject.skills.filter(({ id, level }) => from && levelOf(from, id) >= level && levelOf(to, id) < level)

/** Work that waits for somebody else takes no room (domain rule 6). */
export const takesRoom = ({ status }: Pick<CarriedFacts, 'status'>): boolean => status === 'new' || status === 'open'

/**
 * What moving these cases would mean, in the order given: why one cannot go where it should, what to know of those that
 * can, and the load of everybody concerned. By hand a capacity may be exceeded, and that is said.
 */
export function planMoves(
  cases: readonly CarriedFacts[],
  people: readonly CarrierFacts[],
  moves: readonly { caseId: string; toId: string | null }[],
): Plan {
  const byId = new Map(people.map((person) => [person.id, person]))
  const loads = new Map(people.map(({ id, load }) => [id, load]))
  const touched = new Set<string>()
  const shift = (id: string | null, by: number) => {
    if (id === null || !loads.has(id)) return
    loads.set(id, loads.get(id)! + by)
    touched.add(id)
  }
  const known = new Map(cases.map((each) => [each.id, each]))
  const planned = moves.flatMap(({ caseId, toId }): PlannedMove[] => {
    const subject = known.get(caseId)
    if (!subject) return []
    const to = toId === null ? null : byId.get(toId)
    const refused = whyNot(subject, to)
    if (refused !== null) return [{ caseId, toId, refused, notes: [] }]
    const room = takesRoom(subject) ? subject.weight : 0
    shift(subject.ownerId, -room)
    shift(toId, room)
    const from = subject.ownerId === null ? undefined : byId.get(subject.ownerId)
    return [{ caseId, toId, refused: null, notes: notesOn(subject, from, to ?? null, to ? loads.get(to.id)! : 0) }]
  })
  return {
    moves: planned,
    people: [...touched].map((id) => {
      const { load, capacity } = byId.get(id)!
      return { id, before: load, after: loads.get(id)!, capacity }
    }),
  }
}

/** Of work that routing is to give out: what does not fit, where those who are here have no room for all of it. */
export function roomSaid(
  moved: readonly CarriedFacts[],
  people: readonly CarrierFacts[],
  teams: readonly string[],
): string | null {
  const givers = new Set(moved.map(({ ownerId }) => ownerId))
  const weight = moved.filter(takesRoom).reduce((sum, each) => sum + each.weight, 0)
  const here = people.filter(
    ({ id, takesCases, absent, status }) => takesCases && absent === null && status === 'online' && !givers.has(id),
  )
  const room = here.reduce((sum, { load, capacity }) => sum + Math.max(0, capacity - load), 0)
  if (weight <= room) return null
  const who = `of ${teams.join(' and ')}`
  return here.length === 0
    ? `Nobody else ${who} is here: it waits in its queue until somebody is.`
    : `Whoever else ${who} is here has room for ${room} of ${weight}: what does not fit waits in its queue.`
}

function whyNot(subject: CarriedFacts, to: CarrierFacts | null | undefined): string | null {
  if (to === undefined) return 'there is no such person'
  if (to === null) return subject.ownerId === null ? 'it waits in its queue already' : null
  if (to.id === subject.ownerId) return `${to.name} has it already`
  if (!to.takesCases) return `the role of ${to.name} takes no cases`
  return to.gone ? `${to.name}: ${to.absent}` : null
}

function notesOn(
  subject: CarriedFacts,
  from: CarrierFacts | undefined,
  to: CarrierFacts | null,
  loadAfter: number,
): string[] {
  if (to === null) return ['routing decides at once who gets it']
  const inTeam = to.teamIds.includes(subject.teamId)
  return [
    ...(to.absent ? [`${to.name}: ${to.absent}, nobody works on it until then`] : []),
    ...(!to.absent && to.status !== 'online' ? [`${to.name} is ${to.status} now`] : []),
    ...(takesRoom(subject) && loadAfter > to.capacity
      ? [`${to.name} then carries ${loadAfter} of ${to.capacity}, more than fits`]
      : []),
    ...lacking(subject, to).map(({ name, level }) => `${to.name} lacks ${name} ${level}`),
    ...losing(subject, from, to)
      .filter(({ need }) => need === 'welcome')
      .map(({ name, level }) => `${from!.name} has ${name} ${level}, ${to.name} does not`),
    ...(takesRoom(subject) ? [] : ['it waits, and takes room once an answer comes']),
    ...(inTeam ? [] : [subject.restricted ? `it stays with ${subject.team}` : `it leaves ${subject.team}`]),
  ]
}
