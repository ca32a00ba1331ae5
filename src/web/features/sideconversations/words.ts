import type { SideConversation } from '../../../features/sideconversations/contract.ts'
import { firstName } from '../cases/words.ts'

/** Whose move it is, by name. */
export function moveWords({ move, party, owner, failed }: SideConversation): string {
  if (move === null) return 'ended'
  if (failed) return 'did not reach them'
  return move === 'theirs' ? `${party} answers` : `${firstName(owner.name)} goes on`
}

/** What stands above everything that is written in it. */
export const audienceWords = ({ kind, party }: Pick<SideConversation, 'kind' | 'party'>): string =>
  kind === 'mail' ? `By mail with ${party}.` : `With ${party}, within the house.`

/** A text as mail clients quote it, below who wrote it. */
export function quoted(text: string, wrote: string): string {
  const lines = text.trim().split('\n')
  return `${wrote}\n${lines.map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`.trimEnd())).join('\n')}\n`
}
