import { expect, test } from 'vitest'
import type { SideConversation } from '../../../features/sideconversations/contract.ts'
import { audienceWords, moveWords, quoted } from './words.ts'

const side = (part: Partial<SideConversation>) =>
  ({
    party: 'Helvar',
    owner: { id: '1', name: 'Ana Ferreira' },
    move: 'theirs',
    failed: false,
    ...part,
  }) as SideConversation

test.each([
  [{}, 'Helvar answers'],
  [{ move: 'ours' as const }, 'Ana goes on'],
  [{ move: 'ours' as const, failed: true }, 'did not reach them'],
  [{ move: null, failed: true }, 'ended'],
])('whose move: %o', (part, words) => expect(moveWords(side(part))).toBe(words))

test('who reads it is said by name', () => {
  expect(audienceWords({ kind: 'mail', party: 'Helvar' })).toBe('By mail with Helvar.')
  expect(audienceWords({ kind: 'internal', party: 'Finance' })).toBe('With Finance, within the house.')
})

test('a quote stands behind its marks, one deeper than what it quotes itself', () =>
  expect(quoted('It leaks.\n\n> really?', 'Ingrid wrote:')).toBe('Ingrid wrote:\n> It leaks.\n>\n>> really?\n'))
