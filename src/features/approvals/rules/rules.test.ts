import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Approver } from '../../casetypes/contract/approvals.ts'
import { type AskFacts, type Colleague, standInFor, whomToAsk } from './asked.ts'
import { type ApprovalFacts, decide, mayDecide } from './decide.ts'

const now = new Date('2026-11-19T12:00:00Z')
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
const letters = ['a', 'b', 'c', 'd', 'e', 'f']
type Word = 'approved' | 'rejected' | null

const approval = (words: readonly Word[], more: Partial<ApprovalFacts> = {}): ApprovalFacts => ({
  needed: 1,
  inOrder: false,
  dueAt: null,
  voided: null,
  votes: words.map((decision, position) => {
    const id = letters[position]!
    return { id: `vote ${id}`, personId: id, name: id.toUpperCase(), standIn: null, position, decision }
  }),
  ...more,
})

describe('how an approval stands', () => {
  test.each([
    ['nobody said anything', [null, null], 1, false, 'waiting', 'ab'],
    ['one of any agreed', [null, 'approved'], 1, false, 'approved', ''],
    ['one of any refused', ['rejected', null], 1, false, 'waiting', 'b'],
    ['all of any refused', ['rejected', 'rejected'], 1, false, 'rejected', ''],
    ['one of all refused', [null, 'rejected', null], 3, false, 'rejected', ''],
    ['all agreed', ['approved', 'approved'], 2, false, 'approved', ''],
    ['two of three agreed', ['approved', null, 'approved'], 2, false, 'approved', ''],
    ['two of three can still agree', ['rejected', null, 'approved'], 2, false, 'waiting', 'b'],
    ['two of three cannot agree any more', ['rejected', null, 'rejected'], 2, false, 'rejected', ''],
    ['in order, the first comes first', [null, null, null], 3, true, 'waiting', 'a'],
    ['in order, then the second', ['approved', null, null], 3, true, 'waiting', 'b'],
    ['in order, past a refusal that leaves enough', ['rejected', null, null], 2, true, 'waiting', 'b'],
    ['fewer were asked than have to agree', [null], 2, false, 'waiting', 'a'],
    ['nobody could be asked', [], 1, false, 'waiting', ''],
  ] as const)('%s', (_, words, needed, inOrder, state, next) => {
    const standing = decide(approval(words, { needed, inOrder }), now)
    expect([standing.state, standing.next.map(({ personId }) => personId).join('')]).toEqual([state, next])
    expect(standing.because.length).toBeGreaterThan(0)
  })

  test.each([
    [later(1), false],
    [now, false],
    [new Date(now.getTime() - 1), true],
    [null, false],
  ])('due %s is overdue: %s', (dueAt, overdue) =>
    expect(decide(approval([null], { dueAt }), now).overdue).toBe(overdue),
  )

  test('what is void stays so whatever is said', () =>
    expect(decide(approval(['approved'], { voided: 'the amount was changed' }), now)).toMatchObject({
      state: 'void',
      because: ['the amount was changed'],
    }))

  const words = fc.array(fc.constantFrom<Word>('approved', 'rejected', null), { minLength: 1, maxLength: 6 })

  test('property: votes given in any order come to the same', () => {
    fc.assert(
      fc.property(words, fc.nat(6), fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), (said, extra, keys) => {
        const facts = approval(said, { needed: 1 + (extra % said.length) })
        const mixed = facts.votes.map((vote, at) => ({ vote, key: keys[at]! })).sort((a, b) => a.key - b.key)
        const again = decide({ ...facts, votes: mixed.map(({ vote }) => vote) }, now)
        expect(again.state).toBe(decide(facts, now).state)
      }),
    )
  })

  test('property: it is approved exactly when enough agreed, rejected exactly when not enough are left', () => {
    fc.assert(
      fc.property(words, fc.nat(6), fc.boolean(), (said, extra, inOrder) => {
        const needed = 1 + (extra % said.length)
        const count = (word: Word) => said.filter((each) => each === word).length
        const { state, next } = decide(approval(said, { needed, inOrder }), now)
        expect(state === 'approved').toBe(count('approved') >= needed)
        expect(state === 'rejected').toBe(count('approved') < needed && said.length - count('rejected') < needed)
        if (state === 'waiting') expect(next.length).toBe(inOrder ? 1 : count(null))
      }),
    )
  })

  test('property: in order, whoever may decide has nobody open before them', () => {
    fc.assert(
      fc.property(words, fc.nat(5), (said, who) => {
        const facts = approval(said, { needed: said.length, inOrder: true })
        const may = mayDecide(facts, { id: letters[who]!, barred: [], selfCheck: false }, now)
        if (may.ok) expect(said.slice(0, may.vote.position)).not.toContain(null)
      }),
    )
  })
})

describe('who may decide', () => {
  const two = approval([null, null], { inOrder: true })
  test.each([
    ['whoever is next', two, 'a', [], true],
    ['not before their turn', two, 'b', [], 'A comes first'],
    ['nobody else', two, 'z', [], 'somebody else was asked'],
    ['never their own', two, 'a', ['a'], 'nobody approves what they asked for or changed themselves'],
    ['not twice', approval(['rejected', null]), 'a', [], 'you have decided already'],
    ['not what is decided', approval(['approved', null]), 'b', [], 'it is approved: 1 agreed, 1 of 2 is enough'],
  ] as const)('%s', (_, facts, id, barred, expected) => {
    const may = mayDecide(facts, { id, barred, selfCheck: false }, now)
    expect(may.ok ? true : may.because).toBe(expected)
  })

  test('who stands in decides for the absent, and not their own request that way', () => {
    const [vote] = approval([null]).votes
    const facts = approval([], { votes: [{ ...vote!, standIn: { id: 'z', name: 'Z' } }] })
    expect(mayDecide(facts, { id: 'z', barred: [], selfCheck: false }, now)).toMatchObject({ ok: true })
    expect(mayDecide(facts, { id: 'z', barred: ['z'], selfCheck: false }, now).ok).toBe(false)
    expect(decide(facts, now).because).toEqual(['waits for Z'])
  })
})

const person = (id: string, role: Colleague['role'], teamIds: string[], more: Partial<Colleague> = {}): Colleague => ({
  id,
  name: id,
  role,
  chosen: null,
  ownRoleId: null,
  teamIds,
  managerId: null,
  status: 'online',
  statusSince: now,
  awayUntil: null,
  deactivatedAt: null,
  ...more,
})
const away = { awayUntil: later(48) }
const staff = [
  person('admin', 'admin', []),
  person('lead', 'manager', ['t']),
  person('ana', 'agent', ['t']),
  person('ben', 'agent', ['t']),
  person('tom', 'light', ['f'], { ownRoleId: 'credit' }),
  person('eve', 'manager', ['f']),
  person('nadia', 'editor', []),
]
const facts = (more: Partial<AskFacts> = {}, people = staff): AskFacts => ({
  company: {
    people,
    leaves: [],
    roles: [{ id: 'credit', name: 'Credit desk' }],
    teams: [
      { id: 't', name: 'Team', leadId: 'lead' },
      { id: 'f', name: 'Finance', leadId: 'eve' },
    ],
  },
  teamId: 't',
  requesterId: 'ana',
  ownerId: 'ben',
  barred: new Map([['ana', 'asked for it']]),
  ...more,
})
const named = (...ids: string[]): Approver[] => ids.map((personId) => ({ who: 'person', personId }))

describe('whom it asks', () => {
  test.each([
    ['people by name', named('tom', 'eve'), 'any', ['tom', 'eve'], 1],
    ['the lead', [{ who: 'lead' }], 'all', ['lead'], 1],
    ['a role in the team', [{ who: 'role', role: 'agent' }], 'any', ['ben'], 1],
    ['a role of their own, whatever the team', [{ who: 'own_role', roleId: 'credit' }], 'all', ['tom'], 1],
    ['a role that nobody holds', [{ who: 'own_role', roleId: 'empty' }], 'any', ['lead'], 1],
    ['another team', [{ who: 'team', teamId: 'f' }], 'all', ['tom', 'eve'], 2],
    ['another team by its name', [{ who: 'team_named', name: 'FINANCE' }], 'any', ['tom', 'eve'], 1],
    ['a team that is not there', [{ who: 'team_named', name: 'Legal' }], 'any', ['lead'], 1],
    ['the lead of whoever asks', [{ who: 'lead_of_requester' }], 'any', ['lead'], 1],
    ['each once', [...named('lead'), { who: 'lead' }], 'all', ['lead'], 1],
    ['not whoever asks', named('ana', 'tom'), 'all', ['tom'], 1],
    ['the duty holder, where nobody is left', named('ana'), 'any', ['lead'], 1],
    ['more duty holders, where so many have to agree', named('ana', 'tom'), { atLeast: 2 }, ['tom', 'lead'], 2],
    ['nobody who reads no cases', named('nadia'), 'any', ['lead'], 1],
  ] as const)('%s', (_, approvers, mode, people, needed) => {
    const asking = whomToAsk([...approvers] as Approver[], mode, facts(), now)
    expect(asking.asked.map(({ personId }) => personId)).toEqual(people)
    expect([asking.needed, asking.selfCheck]).toEqual([needed, false])
  })

  const reporting = (line: Record<string, string>) =>
    staff.map((each) => ({ ...each, managerId: line[each.id] ?? null }))
  const left = { deactivatedAt: later(-1) }
  test.each([
    ['the manager of the owner', 'manager_of_owner', { ben: 'tom' }, {}, ['tom', 'manager of ben']],
    ['the manager of whoever asks', 'manager_of_requester', { ana: 'eve' }, {}, ['eve', 'manager of ana']],
    ['theirs, where that one asks', 'manager_of_owner', { ben: 'ana', ana: 'eve' }, {}, ['eve', 'manager of ana']],
    [
      'theirs, where that one reads no cases',
      'manager_of_owner',
      { ben: 'nadia', nadia: 'tom' },
      {},
      ['tom', 'manager of nadia'],
    ],
    [
      'theirs, where that one has left',
      'manager_of_owner',
      { ben: 'gone', gone: 'tom' },
      {},
      ['tom', 'manager of gone'],
    ],
    ['their lead, where they have none', 'manager_of_owner', {}, {}, ['lead', 'leads Team: ben has no manager']],
    ['the lead of the case, where nobody owns it', 'manager_of_owner', {}, { ownerId: null }, ['lead', 'leads Team']],
    [
      'the lead of the case, where nobody asked',
      'manager_of_requester',
      {},
      { requesterId: null },
      ['lead', 'leads Team'],
    ],
    [
      'the duty holder, where nobody above may',
      'manager_of_owner',
      { ben: 'ana' },
      {},
      ['lead', 'leads Team: nobody else may decide'],
    ],
    [
      'nobody forever, where they report in a circle',
      'manager_of_owner',
      { ben: 'ana', ana: 'ben' },
      {},
      ['lead', 'leads Team: nobody else may decide'],
    ],
  ] as const)('%s', (_, who, line, more, [id, because]) => {
    const people = [
      ...reporting(line),
      person('gone', 'manager', [], { ...left, managerId: (line as Record<string, string>).gone ?? null }),
    ]
    const { asked } = whomToAsk([{ who }], 'any', facts(more as Partial<AskFacts>, people), now)
    expect(asked.map(({ personId, because: why }) => [personId, why])).toEqual([[id, because]])
  })

  test('who was left out is named with the reason', () =>
    expect(whomToAsk(named('ana', 'nadia', 'tom'), 'any', facts(), now).leftOut).toEqual([
      { name: 'ana', because: 'asked for it' },
      { name: 'nadia', because: 'reads no cases' },
    ]))

  test('whoever is alone checks their own request again', () => {
    const alone = facts({ requesterId: 'admin', barred: new Map([['admin', 'asked for it']]) }, [staff[0]!, staff[6]!])
    expect(whomToAsk([{ who: 'lead' }], 'all', alone, now)).toMatchObject({
      asked: [{ personId: 'admin', because: 'nobody else is there' }],
      needed: 1,
      selfCheck: true,
    })
  })

  test('with somebody else there it is never a check of one’s own, even where nobody may decide', () => {
    const both = new Map([
      ['admin', 'asked for it'],
      ['lead', 'last changed what is approved'],
    ])
    const asking = whomToAsk(
      [{ who: 'lead' }],
      'any',
      facts({ requesterId: 'admin', barred: both }, staff.slice(0, 2)),
      now,
    )
    expect(asking).toMatchObject({ asked: [], selfCheck: false })
  })
})

describe('who stands in', () => {
  const withAway = (...ids: string[]) => staff.map((each) => (ids.includes(each.id) ? { ...each, ...away } : each))
  const standIn = (personId: string, people: Colleague[], more: { barred?: string[]; taken?: string[] } = {}) =>
    standInFor(
      {
        ...facts({ barred: new Map((more.barred ?? []).map((id) => [id, 'asked for it'])) }, people),
        personId,
        taken: new Set([personId, ...(more.taken ?? [])]),
      },
      now,
    )?.personId ?? null
  test.each([
    ['nobody for who is there', 'tom', staff, {}, null],
    ['the lead of their team', 'tom', withAway('tom'), {}, 'eve'],
    ['who answers for the case, where that lead is away too', 'tom', withAway('tom', 'eve'), {}, 'lead'],
    ['not whoever asks', 'ben', withAway('ben'), { barred: ['lead'] }, 'eve'],
    [
      'whom they report to, where no lead is there',
      'tom',
      withAway('tom', 'eve').map((each) => (each.id === 'tom' ? { ...each, managerId: 'ben' } : each)),
      {},
      'ben',
    ],
    ['nobody with a vote of their own', 'tom', withAway('tom'), { taken: ['eve'] }, 'lead'],
    [
      'the lead of who reads no cases any more',
      'tom',
      staff.map((each) => (each.id === 'tom' ? { ...each, chosen: ['people.read'] } : each)),
      {},
      'eve',
    ],
    ['nobody where nobody is there', 'tom', withAway('tom', 'eve', 'lead', 'admin'), {}, null],
  ] as const)('%s', (_, id, people, more, expected) =>
    expect(standIn(id, [...people], more as { barred?: string[]; taken?: string[] })).toBe(expected),
  )

  test('the deputy that they named comes first, and that one’s where they are away too', () => {
    const leave = (personId: string, deputyId: string) => ({ leaveId: personId, personId, until: later(48), deputyId })
    const of = facts({}, withAway('tom', 'ben'))
    const standIn = (leaves: ReturnType<typeof leave>[]) =>
      standInFor({ ...of, company: { ...of.company, leaves }, personId: 'tom', taken: new Set(['tom']) }, now)
    expect(standIn([leave('tom', 'lead')])).toEqual({ personId: 'lead', because: 'tom is on leave' })
    expect(standIn([leave('tom', 'ben'), leave('ben', 'admin')])?.personId).toBe('admin')
    expect(standIn([leave('tom', 'ana')])?.personId).toBe('eve')
  })

  test('property: nobody decides twice, nobody who asked decides', () => {
    const some = fc.subarray(staff.map(({ id }) => id))
    fc.assert(
      fc.property(some, some, fc.subarray(['tom', 'eve', 'lead', 'ana', 'ben']), (gone, barred, asked) => {
        const of = facts({ barred: new Map(barred.map((id) => [id, 'asked for it'])) }, withAway(...gone))
        const { asked: list } = whomToAsk(named(...asked), 'all', of, now)
        const deciders = list.flatMap(({ personId, standIn: other }) => [personId, ...(other ? [other.personId] : [])])
        expect(new Set(deciders).size).toBe(deciders.length)
        for (const id of barred) expect(deciders).not.toContain(id)
      }),
    )
  })
})
