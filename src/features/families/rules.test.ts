import { expect, test } from 'vitest'
import {
  type Candidate,
  canMerge,
  canUndo,
  consequencesOf,
  differencesOf,
  type MergeFacts,
  proposedSurvivor,
  reopensBecause,
  type Side,
} from './rules/merging.ts'
import { canMove, consequencesOfMove, type MoveFacts, owesAnswer, reopens, returns } from './rules/moving.ts'

const side = (number: string, more: Partial<Side> = {}): Side => ({
  number,
  status: 'open',
  restricted: false,
  restrictedItself: false,
  mergedInto: null,
  account: 'Meridian Labs',
  contact: 'Ingrid Sollberg',
  team: 'Customer accounts',
  ...more,
})
const merging = (more: Partial<MergeFacts> = {}): MergeFacts => ({
  source: side('C-2'),
  survivor: side('C-1'),
  isSame: false,
  sameAccount: true,
  sameContact: true,
  waits: false,
  family: { encloses: false, levels: 0, problemIntoIncident: false },
  may: { mergeAcross: false, restrict: false },
  newcomers: [],
  left: [],
  brings: { messages: 2, files: 0, tasks: 1 },
  ...more,
})
const against = (more: Partial<MergeFacts>) => {
  const decision = canMerge(merging(more))
  return decision.ok ? [] : decision.because
}

test.each<[string, Partial<MergeFacts>, RegExp[]]>([
  ['two open cases of one customer', {}, []],
  ['the same case', { isSame: true }, [/same case/]],
  [
    'one that was merged',
    { source: side('C-2', { mergedInto: 'C-9', status: 'closed' }) },
    [/C-2 was merged into C-9/],
  ],
  ['into one that was merged', { survivor: side('C-1', { mergedInto: 'C-9', status: 'closed' }) }, [/C-1 was merged/]],
  ['an open one into a closed one', { survivor: side('C-1', { status: 'closed' }) }, [/Merge C-1 into C-2 instead/]],
  [
    'a closed one into a closed one',
    { source: side('C-2', { status: 'closed' }), survivor: side('C-1', { status: 'closed' }) },
    [],
  ],
  ['two customers', { sameAccount: false, survivor: side('C-1', { account: null }) }, [/Meridian Labs and no account/]],
  ['two customers, with the right', { sameAccount: false, may: { mergeAcross: true, restrict: false } }, []],
  [
    'a restricted one that others would see',
    { source: side('C-2', { restricted: true }), newcomers: ['Support', 'Ana'] },
    [/Support and Ana would see/],
  ],
  [
    'the same with the right',
    { source: side('C-2', { restricted: true }), newcomers: ['Ana'], may: { mergeAcross: false, restrict: true } },
    [],
  ],
  [
    'what stands above it by way of a third',
    { family: { encloses: true, levels: 0, problemIntoIncident: false } },
    [/stand above each other/],
  ],
  ['a family too deep', { family: { encloses: false, levels: 4, problemIntoIncident: false } }, [/would be 4/]],
  [
    'a problem into an incident of another',
    { family: { encloses: false, levels: 0, problemIntoIncident: true } },
    [/itself an incident/],
  ],
  [
    'all at once',
    { sameAccount: false, source: side('C-2', { restricted: true }), newcomers: ['Ana'] },
    [/different customers/, /restricted/],
  ],
])('merging %s', (_, more, wanted) => {
  const because = against(more)
  expect(because).toHaveLength(wanted.length)
  for (const [at, words] of wanted.entries()) expect(because[at]).toMatch(words)
})

test('what happens is told with its counts, and only where it does', () => {
  const { happens, warnings } = consequencesOf(merging())
  expect(happens[0]).toBe(
    '2 messages and 1 task of C-2 and its watchers go to C-1, in order of time and with their authors.',
  )
  expect(warnings).toEqual([])
  expect(happens.join(' ')).not.toMatch(/opens again|restricted/)
  expect(reopensBecause(merging({ survivor: side('C-1', { status: 'resolved' }) }))).toBe('C-2 was merged into it')
  expect(
    reopensBecause(
      merging({ source: side('C-2', { status: 'resolved' }), survivor: side('C-1', { status: 'resolved' }) }),
    ),
  ).toBeNull()
  expect(consequencesOf(merging({ sameContact: false })).warnings[0]).toMatch(/Different people/)
  expect(consequencesOf(merging({ left: ['Priya Nair'] })).warnings[0]).toMatch(
    /Priya Nair may not see C-1 and no longer watches/,
  )
})

const undo = {
  source: { number: 'C-2', mergedIntoId: 'b' },
  survivor: { id: 'b', number: 'C-1', mergedInto: null },
  isUndone: false,
  gone: 0,
}
test.each([
  ['stands', {}, []],
  ['was undone', { isUndone: true }, [/already/]],
  ['led on', { survivor: { ...undo.survivor, mergedInto: 'C-0' } }, [/C-1 itself was merged into C-0/]],
  ['lost a message', { gone: 1 }, [/One of its messages/]],
  ['lost some', { gone: 3 }, [/3 of its messages/]],
  ['was led elsewhere', { source: { ...undo.source, mergedIntoId: 'x' } }, [/no longer merged/]],
] as const)('the undo of a merge that %s', (_, more, wanted) => {
  const decision = canUndo({ ...undo, ...more })
  expect(decision.ok).toBe(wanted.length === 0)
  if (!decision.ok) for (const [at, words] of wanted.entries()) expect(decision.because[at]).toMatch(words)
})

const at = (text: string) => new Date(`2026-11-19T${text}:00Z`)
const moving = (to: Partial<MoveFacts['to']> = {}, more: Partial<MoveFacts> = {}): MoveFacts => {
  const plain = {
    status: 'open' as const,
    restricted: false,
    restrictedItself: false,
    mergedInto: null,
    account: 'A',
    teamId: 't',
    resolvedAt: null,
    answeredAt: null,
  }
  return {
    from: { ...plain, number: 'C-1' },
    to: { ...plain, number: 'C-2', ...to },
    isSame: false,
    sameAccount: true,
    may: { restrict: false },
    strangers: [],
    others: 2,
    message: { isLeaving: false, asks: true, receivedAt: at('12:00') },
    ...more,
  }
}

test.each<[string, MoveFacts, boolean, boolean]>([
  ['an open case', moving(), false, true],
  ['a case resolved before it came', moving({ status: 'resolved', resolvedAt: at('11:00') }), true, true],
  ['a case resolved after it came', moving({ status: 'resolved', resolvedAt: at('13:00') }), false, true],
  ['a case closed before it came', moving({ status: 'closed', resolvedAt: at('11:00') }), false, false],
  ['a case closed after it came', moving({ status: 'closed', resolvedAt: at('13:00') }), false, true],
])('a message of the customer moved to %s', (_, facts, opens, owes) => {
  expect([reopens(facts), owesAnswer(facts)]).toEqual([opens, owes])
  expect(canMove(facts)).toEqual({ ok: true })
})

test('a message does not move while it leaves, onto its own case, into a merged one, or out of its circle', () => {
  const kinds: [MoveFacts, RegExp][] = [
    [moving({}, { isSame: true }), /already/],
    [moving({ mergedInto: 'C-3' }), /choose that one/],
    [moving({}, { message: { isLeaving: true, asks: false, receivedAt: at('12:00') } }), /not left yet/],
    [moving({}, { from: { ...moving().from, restricted: true } }), /restricted/],
    [moving({ restricted: true, teamId: 'u' }, { from: { ...moving().from, restricted: true } }), /restricted/],
  ]
  for (const [facts, words] of kinds) {
    const decision = canMove(facts)
    expect(decision.ok ? '' : decision.because.join(' ')).toMatch(words)
  }
  expect(canMove(moving({ restricted: true }, { from: { ...moving().from, restricted: true } })).ok).toBe(true)
  expect(consequencesOfMove(moving({}, { others: 0, sameAccount: false })).warnings).toHaveLength(2)
})

test.each<[string, MoveFacts, boolean]>([
  ['waits and was not answered yet', moving({ status: 'pending' }), true],
  ['waits since an answer before it', moving({ status: 'pending', answeredAt: at('11:00') }), true],
  ['waits since an answer after it', moving({ status: 'pending', answeredAt: at('13:00') }), false],
  ['is open', moving(), false],
])('a message of the customer moved to a case that %s', (_, facts, goesOn) => {
  expect(returns(facts)).toBe(goesOn)
})

test.each([
  ['the older one', {}, {}, 'C-1'],
  ['the one that is further along', {}, { stage: { position: 3 } }, 'C-2'],
  ['the one that is still open', { status: 'resolved', stage: { position: 5 } }, {}, 'C-2'],
] as const)('of two cases %s goes on', (_, one, other, number) => {
  const first = { number: 'C-1', status: 'open', stage: { position: 1 }, createdAt: '2026-11-18T10:00:00.000Z', ...one }
  const second = {
    number: 'C-2',
    status: 'open',
    stage: { position: 1 },
    createdAt: '2026-11-19T10:00:00.000Z',
    ...other,
  }
  expect(proposedSurvivor<Candidate>(first as Candidate, second as Candidate).number).toBe(number)
  expect(proposedSurvivor<Candidate>(second as Candidate, first as Candidate).number).toBe(number)
})

test('another type and other hands are told before a merge', () => {
  const of = (number: string, type: string, owner: string | null) => ({
    ...{ number, status: 'open' as const, type: { id: type, name: type } },
    owner: owner ? { id: owner, name: owner } : null,
  })
  expect(differencesOf(of('C-1', 'Complaint', 'Luca'), of('C-2', 'Complaint', 'Luca'))).toEqual([])
  expect(differencesOf(of('C-1', 'Complaint', null), of('C-2', 'Complaint', 'Luca'))).toEqual([])
  expect(differencesOf(of('C-1', 'Complaint', 'Luca'), of('C-2', 'Technical issue', 'Ana'))).toEqual([
    'Different types: it goes on as Technical issue, and what Complaint asked of C-1 is asked no more.',
    'Luca has C-1 and loses it: Ana goes on.',
  ])
  expect(differencesOf({ ...of('C-1', 'A', 'Luca'), status: 'closed' }, of('C-2', 'A', 'Ana'))).toEqual([])
})
