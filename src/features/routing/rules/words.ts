import type { CandidateFacts, CaseFacts, Passed, QueueFacts, RoutingFacts, WantedSkill } from './facts.ts'
import type { Ahead, Stage } from './relaxation.ts'
import { against, type Considered, levelOf, type RoutingResult, roomOf } from './route.ts'

const passedWords: Record<Passed, string> = {
  declined: 'declined it',
  timed_out: 'let the offer run out',
  gave_back: 'gave it back',
  taken_back: 'had it, and it was taken back',
}
const statusWords = { away: 'is away', busy: 'is busy', off: 'is off', online: 'is online' } as const

/** Why somebody was not eligible, each reason in words; empty for whoever was. */
export function excludedWords(
  { person, against: bits }: Considered,
  { case: subject, queue }: RoutingFacts,
  stage: Stage,
): string[] {
  const has = (bit: number) => (bits & bit) !== 0
  const team = queue.fallbackTeams[person.step - 1]?.name
  return [
    ...(has(against.role) ? ['their role takes no cases'] : []),
    ...(has(against.sight) ? ['may not see this case'] : []),
    ...(has(against.absent) ? [person.absent!] : []),
    ...(has(against.status) ? [statusWords[person.status]] : []),
    ...(has(against.room) ? [`carries ${person.load} of ${person.capacity}, no room`] : []),
    ...(has(against.declined) ? [passedWords[subject.declined.get(person.id)!]] : []),
    ...(has(against.skills) ? lackingWords(person, subject, stage) : []),
    ...(has(against.step) ? [`${team ?? 'their team'} is not asked yet`] : []),
  ]
}

function lackingWords(person: CandidateFacts, subject: CaseFacts, stage: Stage): string[] {
  return askedFor(subject, stage).flatMap(({ id, name, level }) => {
    if (levelOf(person, id) >= level) return []
    const held = person.skills.find((skill) => skill.id === id)
    if (!held) return [`lacks ${name} ${level}`]
    if (held.expired) return [`${name} until ${dayWords(held.until ?? '')} (expired)`]
    return [`${name} ${held.level}, asked for ${level}`]
  })
}

/** What of the skills asked for somebody has: "French 3". */
export const hasWords = (person: CandidateFacts, skills: readonly WantedSkill[]): string[] =>
  skills.flatMap(({ id, name }) => (levelOf(person, id) > 0 ? [`${name} ${levelOf(person, id)}`] : []))

/** What whoever is eligible lacks of the skills asked for, and why that did not count. */
export const unmetWords = (person: CandidateFacts, skills: readonly WantedSkill[]): string[] =>
  skills
    .filter(({ id, level }) => levelOf(person, id) < level)
    .map(({ name, level, need }) => `${name} ${level} (${need === 'optional' ? 'given up' : 'only welcome'})`)

/** Skills without which nobody is eligible at this stage. */
const askedFor = ({ skills }: CaseFacts, stage: Stage): WantedSkill[] =>
  skills.filter(({ need }) => need === 'required' || (need === 'optional' && stage.optionalAsked))

/** Why it was decided like this, in sentences, the most decisive first. */
export function becauseWords(facts: RoutingFacts, result: RoutingResult): string[] {
  const { queue } = facts
  const { owner, second, reason } = result
  if (!owner) return [waitingWords(facts, result)]
  const room = `room for ${owner.spare} more (${owner.person.load} of ${owner.person.capacity})`
  const relaxed = relaxedWords(facts, result)
  if (reason === 'sticky') return [`${result.stickyBecause} and has room for ${owner.spare} more`, ...relaxed]
  if (reason === 'only') return [`the only one in ${queue.name} who can take it, ${room}`, ...relaxed]
  if (reason === 'room') return [`${mostRoom(queue, owner, second)} in ${queue.name}: ${room}`, ...relaxed]
  if (reason === 'fit') return [`best skills for it in ${queue.name}`, room, ...relaxed]
  return [`longest without a new case in ${queue.name}`, room, ...relaxed]
}

const mostRoom = (queue: QueueFacts, winner: Considered, second: Considered | null): string =>
  queue.method === 'spare_share' && second !== null && winner.spare <= second.spare
    ? `largest share free (${Math.round(roomOf(winner, queue.method) * 100)} %)`
    : 'most room'

function relaxedWords({ queue, case: subject }: RoutingFacts, { stage, owner }: RoutingResult): string[] {
  const optional = subject.skills.filter(({ need }) => need === 'optional')
  const lacked = optional.filter(({ id, level }) => levelOf(owner!.person, id) < level)
  const team = queue.fallbackTeams[owner!.person.step - 1]
  return [
    ...(!stage.optionalAsked && lacked.length > 0
      ? [`nobody with ${lacked.map(skillWords).join(', ')} could take it in time`]
      : []),
    ...(team ? [`${queue.name} had nobody in time, so ${team.name} was asked`] : []),
  ]
}

/** Why a case waits: "nobody with French ≥ 3 is online". */
function waitingWords(facts: RoutingFacts, result: RoutingResult): string {
  const why = whyWaiting(facts, result)
  const { considered, reason, stage } = result
  const later = facts.queue.fallbackTeams.slice(stage.steps)
  if (reason === 'pull' || considered.every(({ person }) => person.step <= stage.steps)) return why
  // However long it waits: neither time, nor somebody who comes online or gets room, will do.
  const never = considered.every(
    ({ person, against: bits }) =>
      (bits & (against.role | against.sight | against.declined)) !== 0 || lacksRequired(person, facts.case),
  )
  return never ? `${why}; nor can anybody of ${later.map(({ name }) => name).join(' or ')} take it` : why
}

const lacksRequired = (person: CandidateFacts, { skills }: CaseFacts): boolean =>
  skills.some(({ id, level, need }) => need === 'required' && levelOf(person, id) < level)

function whyWaiting({ queue, case: subject }: RoutingFacts, { considered, stage, reason }: RoutingResult): string {
  if (reason === 'pull') return `waits in ${queue.name} until somebody takes it`
  const asked = considered.filter(({ against: bits }) => (bits & against.step) === 0)
  if (asked.length === 0) return `${queue.name} has no members`
  const wanted = askedFor(subject, stage)
  const skilled = asked.filter(({ against: bits }) => (bits & against.skills) === 0)
  const teams = [queue.name, ...queue.fallbackTeams.slice(0, stage.steps).map(({ name }) => name)].join(' or ')
  const who = wanted.length > 0 ? `nobody with ${wanted.map(skillWords).join(' and ')}` : `nobody in ${teams}`
  if (skilled.length === 0) return `${who} is in ${teams}`
  const able = skilled.filter(({ against: bits }) => (bits & (against.role | against.sight)) === 0)
  if (able.length === 0) return `${who} takes cases like this`
  const willing = able.filter(({ against: bits }) => (bits & against.declined) === 0)
  if (willing.length === 0) return `${who} is left: ${passedSaid(able, subject)}`
  const here = willing.filter(({ against: bits }) => (bits & (against.absent | against.status)) === 0)
  const passed = able.filter(({ against: bits }) => (bits & against.declined) !== 0)
  const others = passed.length > 0 ? who.replace('nobody', 'nobody else') : who
  const besides = passed.length > 0 ? `; ${passedSaid(passed, subject)}` : ''
  if (here.length === 0) return `${others} is online${besides}`
  const away = willing.length - here.length
  return away > 0
    ? `${others} who is online has room; ${away} more ${away === 1 ? 'is' : 'are'} not online${besides}`
    : `${others} has room${besides}`
}

/** Who passed it on, and how; by name where they are few. */
function passedSaid(people: readonly Considered[], { declined }: CaseFacts): string {
  if (people.length > 2) return `${people.length} of them passed it on`
  return people.map(({ person }) => `${person.name} ${passedWords[declined.get(person.id)!]}`).join(', ')
}

const skillWords = ({ name, level }: WantedSkill): string => `${name} ≥ ${level}`

/** Whether two lines give the same reason, however many more are there to be counted. */
export const isSameReason = (a: string | null, b: string | null): boolean => withoutCounts(a) === withoutCounts(b)
const withoutCounts = (line: string | null) =>
  line?.replace(/; \d+ more (is|are) not online/, '; more are not online') ?? null

/** Why it waits and what comes when, in one line: "…; French relaxes at 14:20; Ana is told at 15:00". Times by the zone. */
export function waitingLine(because: readonly string[], ahead: readonly Ahead[], now: number, zone: string): string {
  const told = ahead.map(({ at, text }) => `${text} ${whenWords(at, now, zone)}`)
  return [...because, ...told].join('; ')
}

/** "at 14:20 CET", and with the day where that is another one: whoever reads it may be in another zone. */
export function whenWords(at: number, now: number, zone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(at)
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'short' })
  return day.format(at) === day.format(now) ? `at ${time}` : `on ${day.format(at)} at ${time}`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** A date such as 2026-11-03 as "3 Nov". */
function dayWords(date: string): string {
  const [, month, day] = date.split('-').map(Number)
  return month && day ? `${day} ${months[month - 1]}` : date
}
