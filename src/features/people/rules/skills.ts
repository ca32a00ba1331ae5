/** A skill as far as a case can ask for it. */
export interface AskableSkill {
  name: string
  language: string | null
  words: readonly string[]
}

export interface AskedOf {
  language: string | null
  /** Names that ask for a skill of the same name: those the case type needs, and the type itself. */
  names: readonly string[]
  /** Whether subject and first message have a word: `wordsIn` them. */
  says: (word: string) => boolean
}

/**
 * Why a case asks for a skill, in words; null where it does not. A language counts by its first part (de-AT asks for
 * German); words count as whole words, whatever their case.
 */
export function whyAskedFor(skill: AskableSkill, { language, names, says }: AskedOf): string | null {
  if (skill.language && language && firstPart(skill.language) === firstPart(language)) return `it is in ${skill.name}`
  if (names.some((name) => name.toLowerCase() === skill.name.toLowerCase())) return 'its type asks for it'
  const word = skill.words.find(says)
  return word ? `it says “${word}”` : null
}

const firstPart = (language: string): string => language.toLowerCase().split('-')[0]!

/** So many characters of a text are looked at: what a mail is about stands at its beginning. */
const lookedAt = 20_000

/** Asks a text for words, any number of them: whether it holds each as a whole, not merely as a part of others. */
export function wordsIn(text: string): (word: string) => boolean {
  const hay = text.slice(0, lookedAt).toLowerCase()
  return (word) => isIn(hay, word.toLowerCase())
}

function isIn(hay: string, needle: string): boolean {
  for (let at = hay.indexOf(needle); at !== -1; at = hay.indexOf(needle, at + 1)) {
    const [before, after] = [hay.slice(Math.max(0, at - 2), at), hay.slice(at + needle.length, at + needle.length + 2)]
    if (!/[\p{L}\p{N}]$/u.test(before) && !/^[\p{L}\p{N}]/u.test(after)) return true
  }
  return false
}

export interface Holding {
  person: { name: string }
  level: number
  until: string | null
  expired: boolean
}

/** A skill of so many days or fewer left is about to be missing. */
export const expiresSoonDays = 60

/** What is thin about a skill, in words: nobody has it, one person alone, or it soon runs out. `today` is a date. */
export function gapsOf(holders: readonly Holding[], today: string): string[] {
  const valid = holders.filter(({ expired }) => !expired)
  const soon = new Date(Date.parse(today) + expiresSoonDays * 86_400_000).toISOString().slice(0, 10)
  const last = holders.filter(({ expired }) => expired)
  return [
    ...(valid.length === 0 ? ['nobody has it'] : []),
    ...(valid.length === 1 ? [`only ${valid[0]!.person.name} has it`] : []),
    ...valid
      .filter(({ until }) => until !== null && until <= soon)
      .map(({ person }) => `${person.name}’s runs out soon`),
    ...last.map(({ person }) => `${person.name}’s has run out`),
  ]
}

/** Whoever edits people, and the lead of a team they are in, says what somebody can do. */
export const maySetSkills = (
  actor: { id: string | null; rights: ReadonlySet<string> },
  person: { id: string; leadIds: readonly string[] },
): boolean =>
  actor.rights.has('*') || actor.rights.has('people.edit') || (actor.id !== null && person.leadIds.includes(actor.id))
