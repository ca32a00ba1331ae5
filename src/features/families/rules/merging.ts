import type { Status } from '../../../platform/shapes.ts'
import type { Decision } from './decision.ts'

export interface Side {
  number: string
  status: Status
  restricted: boolean
  /** Restricted by people's choice, also once its closed team opens. */
  restrictedItself: boolean
  /** The number of the case that this one went into. */
  mergedInto: string | null
  account: string | null
  contact: string | null
  team: string
}

export interface FamilyFacts {
  /** One stands above the other with others between them: in one, a family would be a circle. */
  encloses: boolean
  /** How many levels the family of the survivor would have. */
  levels: number
  /** The source has incidents, and the survivor is an incident of another problem. */
  problemIntoIncident: boolean
}

export interface MergeFacts {
  source: Side
  survivor: Side
  isSame: boolean
  sameAccount: boolean
  sameContact: boolean
  /** The customer of the source wrote last, and waits. */
  waits: boolean
  /** How the two stand in their families. */
  family: FamilyFacts
  may: { mergeAcross: boolean; restrict: boolean }
  /** Who has the survivor and may not see the source: people by name, and its team. */
  newcomers: readonly string[]
  /** Watchers of the source who may not see the survivor. */
  left: readonly string[]
  brings: { messages: number; files: number; tasks: number }
}

const isOpen = (status: Status) => status !== 'resolved' && status !== 'closed'

export interface Candidate {
  number: string
  status: Status
  stage: { position: number }
  createdAt: string
}

/** Which of two should go on: one that is open before one that is over, then the one that is further along, then the older. */
export function proposedSurvivor<C extends Candidate>(one: C, other: C): C {
  if (isOpen(one.status) !== isOpen(other.status)) return isOpen(one.status) ? one : other
  if (one.stage.position !== other.stage.position) return one.stage.position > other.stage.position ? one : other
  return one.createdAt <= other.createdAt ? one : other
}

/** Whether one case may go into another; everything that stands against it, at once. */
export function canMerge(facts: MergeFacts): Decision {
  const { source, survivor, may, newcomers } = facts
  if (facts.isSame) return { ok: false, because: ['It is the same case.'] }
  const because: string[] = []
  for (const { number, mergedInto } of [source, survivor])
    if (mergedInto) because.push(`${number} was merged into ${mergedInto} already: choose that one.`)
  if (survivor.status === 'closed' && isOpen(source.status) && !survivor.mergedInto)
    because.push(
      `${survivor.number} is closed and its work is frozen, while ${source.number} is open. Merge ${survivor.number} into ${source.number} instead.`,
    )
  because.push(...againstFamily(facts))
  if (!facts.sameAccount && !may.mergeAcross)
    because.push(
      `The cases belong to different customers (${accountOf(source)} and ${accountOf(survivor)}). That needs a right that your role does not include.`,
    )
  if (widens(facts) && !may.restrict)
    because.push(
      `${source.number} is restricted, and ${list(newcomers)} would see it in ${survivor.number}. Somebody who may restrict cases has to do that.`,
    )
  return because.length === 0 ? { ok: true } : { ok: false, because }
}

/** Parent, child, grandchild: a family is no deeper, and never a circle. */
function againstFamily({ source, survivor, family }: MergeFacts): string[] {
  const because: string[] = []
  if (family.encloses)
    because.push(
      `${source.number} and ${survivor.number} stand above each other with other cases between them. Take one of them out of that family first.`,
    )
  else if (family.levels > 3)
    because.push(
      `A family is 3 levels deep at most; with the children of ${source.number} it would be ${family.levels}.`,
    )
  if (family.problemIntoIncident)
    because.push(
      `${source.number} is a problem with incidents, and ${survivor.number} is itself an incident of a problem. Take it off there first.`,
    )
  return because
}

/** A case that took in a restricted one is as restricted, also when a closed team opens that is not the team of both. */
export const isRestricted = ({ source, survivor }: MergeFacts): boolean =>
  survivor.restrictedItself || source.restrictedItself || (source.restricted && source.team !== survivor.team)

/** Why a resolved survivor opens again; null where it stays as it is. */
export const reopensBecause = ({ source, survivor }: MergeFacts): string | null =>
  survivor.status === 'resolved' && isOpen(source.status) ? `${source.number} was merged into it` : null

/** What will happen, a sentence each. */
export function consequencesOf(facts: MergeFacts): { happens: string[]; warnings: string[] } {
  const { source, survivor, brings, left, newcomers } = facts
  const moved = [counted(brings.messages, 'message'), counted(brings.files, 'file'), counted(brings.tasks, 'task')]
  const happens = [
    `${list(moved.filter((part) => part !== null)) || 'Everything'} of ${source.number} and its watchers go to ${survivor.number}, in order of time and with their authors.`,
    `${source.number} ends as “merged into ${survivor.number}”. Its number, its links and mail to it lead there.`,
    'The clocks count from the earliest customer message that nobody has answered.',
  ]
  if (reopensBecause(facts))
    happens.push(`${survivor.number} is resolved and opens again, because ${source.number} is open.`)
  if (facts.waits && survivor.status === 'pending')
    happens.push(`${survivor.number} waits for its customer, who has written in ${source.number}: it goes on.`)
  if (source.restricted && !survivor.restricted)
    happens.push(`${survivor.number} becomes restricted: only its team, its watchers and holders of that right see it.`)
  happens.push('It can be undone at any time.')
  const warnings: string[] = []
  if (!facts.sameAccount)
    warnings.push(
      `Different customers: ${accountOf(source)} and ${accountOf(survivor)}. Replies quote the thread, so each may read what the other wrote.`,
    )
  else if (!facts.sameContact)
    warnings.push(`Different people asked: ${nameOf(source)} and ${nameOf(survivor)}. Answers go to both.`)
  if (widens(facts)) warnings.push(`${list(newcomers)} will see what ${source.number} says, which is restricted.`)
  if (left.length > 0)
    warnings.push(
      `${list(left)} may not see ${survivor.number} and no longer ${left.length === 1 ? 'watches' : 'watch'}.`,
    )
  return { happens, warnings }
}

interface Differing {
  number: string
  status: Status
  type: { id: string; name: string }
  owner: { id: string; name: string } | null
}

/** What a merge ends of the case that goes, where the other is of another kind or in other hands. */
export function differencesOf(source: Differing, survivor: Differing): string[] {
  const warnings: string[] = []
  if (source.type.id !== survivor.type.id)
    warnings.push(
      `Different types: it goes on as ${survivor.type.name}, and what ${source.type.name} asked of ${source.number} is asked no more.`,
    )
  const { owner } = source
  if (owner && isOpen(source.status) && owner.id !== survivor.owner?.id)
    warnings.push(
      `${owner.name} has ${source.number} and loses it: ${survivor.owner?.name ?? 'whoever takes the case'} goes on.`,
    )
  return warnings
}

export interface UndoFacts {
  source: { number: string; mergedIntoId: string | null }
  survivor: { id: string; number: string; mergedInto: string | null }
  isUndone: boolean
  /** How many of the messages that went along are no longer on the survivor. */
  gone: number
}

/** Whether a merge can be taken back as things stand. */
export function canUndo({ source, survivor, isUndone, gone }: UndoFacts): Decision {
  if (isUndone) return { ok: false, because: ['It was undone already.'] }
  const because: string[] = []
  if (survivor.mergedInto)
    because.push(`${survivor.number} itself was merged into ${survivor.mergedInto}. Undo that merge first.`)
  else if (source.mergedIntoId !== survivor.id)
    because.push(`${source.number} is no longer merged into ${survivor.number}.`)
  if (gone > 0)
    because.push(
      gone === 1
        ? 'One of its messages was moved on or erased since. Move it back first.'
        : `${gone} of its messages were moved on or erased since. Move them back first.`,
    )
  return because.length === 0 ? { ok: true } : { ok: false, because }
}

const widens = ({ source, newcomers }: MergeFacts): boolean => source.restricted && newcomers.length > 0
const accountOf = (side: Side): string => side.account ?? 'no account'
const nameOf = (side: Side): string => side.contact ?? 'nobody named'

const counted = (count: number, noun: string): string | null =>
  count === 0 ? null : `${count} ${noun}${count === 1 ? '' : 's'}`

const list = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
