import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { privateCase } from '../../../tests/world/cases.ts'
import { refusal } from '../../../tests/world/expect.ts'
import { deliver, mailOf, sentOn } from '../../../tests/world/mail.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { installationSecret } from '../../platform/installation.ts'
import { ourMessageId } from '../mailboxes/rules/tokens.ts'
import { verifyClocks } from '../sla/actions/verify-clocks.ts'

let world: World
let secret: Buffer
beforeAll(async () => {
  world = await testWorld()
  secret = await installationSecret(world.runtime.db, 'mail_token_secret', world.now)
})
afterAll(() => world.close())

let count = 0
const mail = async (subject: string, from = 'Ingrid Sollberg <ingrid.sollberg@meridianlabs.example>') => {
  const arrived = await deliver(
    world,
    mailOf({ From: from, Subject: subject, 'Message-ID': `<merge${++count}@x.example>` }),
  )
  return { id: arrived.caseId!, number: arrived.caseNumber! }
}
const ana = () => world.as('ana')
const theCase = (id: string, who: Parameters<World['as']>[0] = 'sofia') =>
  world.as(who).cases.getCase({ params: { id } })
const clocksOf = async (id: string) => (await world.as('sofia').sla.listClocks({ params: { id } })).items
const thread = async (id: string) =>
  (await world.as('sofia').conversations.listMessages({ params: { id }, query: { limit: 200 } })).items
const merge = async (from: string, into: string, who: Parameters<World['as']>[0] = 'ana') => {
  const [{ version }, { version: intoVersion }] = [await theCase(from), await theCase(into)]
  return world.as(who).families.mergeCase({ params: { id: from }, body: { into, version, intoVersion } })
}
const mergesOf = async (id: string) => (await ana().families.listMerges({ params: { id } })).items
const undo = (id: string, who: Parameters<World['as']>[0] = 'ana') =>
  world.as(who).families.undoMerge({ params: { id } })
const clean = async () => expect((await verifyClocks(world.runtime.db, 1000)).differences).toEqual([])
const call = { kind: 'call' as const, text: 'Told her', direction: 'out' as const, outcome: 'answered', reached: true }

describe('a merge', () => {
  test('takes messages, notes, files, tasks, watchers and tags along, in order of time', async () => {
    const a = await mail('Pump leaks')
    world.advance({ minutes: 5 })
    const b = await mail('The pump leaks again')
    world.advance({ minutes: 5 })
    await ana().conversations.sendReply({ params: a, body: { kind: 'note', text: 'Seen this before' } })
    await ana().tasks.addTask({ params: a, body: { title: 'Ask the supplier' } })
    await world.as('elena').cases.watchCase({ params: a, body: { watch: true } })
    await ana().cases.changeCase({ params: a, body: { version: (await theCase(a.id)).version, tags: ['leak'] } })
    await world
      .as('elena')
      .conversations.saveDraft({ params: { ...a, kind: 'reply' }, body: { content: { text: 'Dear' } } })
    const survivor = await merge(a.id, b.id)
    expect(survivor).toMatchObject({ id: b.id, tags: ['leak'], messageCount: 3 })
    const said = await thread(b.id)
    expect(said.map(({ subject, text }) => subject ?? text)).toEqual([
      'Pump leaks',
      'The pump leaks again',
      'Seen this before',
    ])
    expect(said[2]!.author).toMatchObject({ id: world.people.ana })
    expect(await thread(a.id)).toEqual([])
    const { items: tasks } = await ana().tasks.listTasks({ params: b })
    expect(tasks.map(({ title }) => title)).toContain('Ask the supplier')
    expect(survivor.watchers.map(({ name }) => name)).toContain('Elena Brandt')
    const { items: drafts } = await world.as('elena').conversations.listDrafts({ params: b })
    expect(drafts).toMatchObject([{ kind: 'reply', content: { text: 'Dear' } }])
    const ended = await theCase(a.id)
    expect(ended).toMatchObject({ status: 'closed', mergedInto: { id: b.id, number: b.number }, can: { work: false } })
    await clean()
  })

  test('the clocks count from the earliest message that nobody answered; those of the source end unmet', async () => {
    const a = await mail('First')
    const asked = world.now.toISOString()
    world.advance({ minutes: 40 })
    const b = await mail('Second')
    await merge(a.id, b.id)
    const response = (await clocksOf(b.id)).find(({ metric }) => metric === 'first_response')
    expect(response).toMatchObject({ state: 'running', startedAt: asked })
    expect((await clocksOf(a.id)).every(({ state, metAt }) => state === 'cancelled' && metAt === null)).toBe(true)
    await clean()
  })

  test('an answer on the survivor before it asked again leaves the next answer owed since then', async () => {
    const b = await mail('Older')
    world.advance({ minutes: 10 })
    await ana().conversations.sendReply({ params: b, body: call })
    world.advance({ minutes: 10 })
    const a = await mail('Younger')
    const asked = world.now.toISOString()
    world.advance({ minutes: 10 })
    const survivor = await merge(a.id, b.id)
    expect(survivor.customerRepliedAt).toBe(asked)
    const owed = (await clocksOf(b.id)).find(({ metric, state }) => metric === 'next_response' && state === 'running')
    expect(owed?.startedAt).toBe(asked)
    await clean()
  })

  test('the old number and the old token lead to the survivor, for mail, and for whoever works on it', async () => {
    const a = await mail('Old')
    const b = await mail('New')
    const messageId = ourMessageId(secret, Number(a.number.slice(2)), crypto.randomUUID(), 'caseward.example')
    await merge(a.id, b.id)
    const answered = await deliver(
      world,
      mailOf({ Subject: 'Re: Old', 'In-Reply-To': messageId, 'Message-ID': `<merge${++count}@x.example>` }),
    )
    expect(answered).toMatchObject({ fate: 'reply', caseId: b.id })
    expect((await theCase(a.number)).mergedInto).toMatchObject(b)
    const { items: found } = await ana().search.search({ query: { q: a.number } })
    expect(found[0]).toMatchObject({ number: a.number, status: 'closed', subtitle: expect.stringContaining('merged') })
    const worked = await refusal(
      ana().conversations.sendReply({ params: { id: a.number }, body: { kind: 'note', text: 'X' } }),
    )
    expect(worked).toMatchObject({ code: 'case_was_merged', detail: { into: b.number } })
    const { items } = await ana().cases.listCases({
      query: { status: 'new,open,pending,on_hold', limit: 200 } as never,
    })
    expect(items.map(({ id }) => id)).not.toContain(a.id)
  })

  test('the contact of a merged case is no stranger on the survivor', async () => {
    const a = await mail('From Nils', 'Nils Aune <nils.aune@meridianlabs.example>')
    const b = await mail('From Ingrid')
    const messageId = ourMessageId(secret, Number(b.number.slice(2)), crypto.randomUUID(), 'caseward.example')
    await sentOn(world, b.id, { messageId, to: 'ingrid.sollberg@meridianlabs.example' })
    const reply = () =>
      deliver(
        world,
        mailOf({
          From: 'Nils Aune <nils.aune@meridianlabs.example>',
          Subject: 'Re',
          'In-Reply-To': messageId,
          'Message-ID': `<merge${++count}@x.example>`,
        }),
      )
    expect((await reply()).fate).toBe('held')
    await merge(a.id, b.id)
    expect(await reply()).toMatchObject({ fate: 'reply', caseId: b.id })
    // an answer goes to both who asked, whoever of them wrote last
    const askers = ['ingrid.sollberg@meridianlabs.example', 'nils.aune@meridianlabs.example']
    expect((await theCase(b.id)).replyTo.map(({ email }) => email)).toEqual(askers)
  })

  test('an answer goes to nobody of another account by itself, whoever wrote last', async () => {
    const a = await mail('From Ingrid')
    const made = await ana().cases.createCase({
      body: { subject: 'Of another house', message: 'Q?', contactId: world.contacts.owen, ownerId: world.people.ana },
    })
    const { account } = await theCase(made.id, 'ana')
    expect(account?.id).not.toBe((await theCase(a.id)).account?.id)
    const { version: intoVersion } = await theCase(a.id)
    const { version } = await theCase(made.id, 'mira')
    await world.as('mira').families.mergeCase({ params: { id: made.id }, body: { into: a.id, version, intoVersion } })
    const answer = await ana().conversations.sendReply({ params: a, body: { kind: 'reply', text: 'Here you are.' } })
    expect(answer.to?.map(({ email }) => email)).toEqual(['ingrid.sollberg@meridianlabs.example'])
    const messageId = ourMessageId(secret, Number(a.number.slice(2)), crypto.randomUUID(), 'caseward.example')
    await sentOn(world, a.id, { messageId, to: 'ingrid.sollberg@meridianlabs.example' })
    const wrote = await deliver(
      world,
      mailOf({
        From: 'Owen Pryce <owen.pryce@kestrelbrewing.example>',
        Cc: 'Boss <boss@kestrelbrewing.example>',
        Subject: 'Re',
        'In-Reply-To': messageId,
        'Message-ID': `<merge${++count}@x.example>`,
      }),
    )
    expect(wrote).toMatchObject({ fate: 'reply', caseId: a.id })
    expect(await theCase(a.id)).toMatchObject({ replyCc: [] })
    expect((await theCase(a.id)).replyTo.map(({ email }) => email)).toEqual(['ingrid.sollberg@meridianlabs.example'])
  })

  test('into a resolved case opens that again; into a closed one is refused, with the way out', async () => {
    const b = await mail('Solved')
    await world.as('mira').cases.assignCase({ params: b, body: { ownerId: world.people.ana } })
    await world.as('mira').cases.resolveCase({ params: b, body: { summary: 'Done', override: { reason: 'Test' } } })
    world.advance({ hours: 1 })
    const a = await mail('Not solved at all')
    const preview = await ana().families.previewMerge({ params: a, query: { into: b.id } })
    expect(preview.happens.join(' ')).toContain('opens again')
    expect(await merge(a.id, b.id)).toMatchObject({ status: 'open', reopenedCount: 1 })
    await clean()
    const [{ id }] = (await mergesOf(b.id)) as unknown as [{ id: string }]
    await undo(id)
    expect(await theCase(b.id)).toMatchObject({ status: 'resolved', reopenedCount: 0 })
    await clean()
    world.advance({ days: 5 })
    await world.runtime.db
      .updateTable('cases')
      .set({ status: 'closed', stage: 'closed' })
      .where('id', '=', b.id)
      .execute()
    const refused = await refusal(merge(a.id, b.id))
    expect(refused).toMatchObject({
      code: 'cannot_be_merged',
      detail: { because: [expect.stringContaining('instead')] },
    })
    await world.runtime.db
      .updateTable('cases')
      .set({ status: 'resolved', stage: 'resolved' })
      .where('id', '=', b.id)
      .execute()
  })

  test('across customers needs a right, and warns', async () => {
    const a = await mail('Ours', 'Owen Pryce <owen.pryce@kestrelbrewing.example>')
    const b = await mail('Theirs')
    const preview = await ana().families.previewMerge({ params: a, query: { into: b.id } })
    expect(preview).toMatchObject({
      allowed: false,
      because: [expect.stringContaining('Kestrel Brewing and Meridian Labs')],
    })
    expect((await refusal(merge(a.id, b.id))).code).toBe('cannot_be_merged')
    expect((await world.as('mira').families.previewMerge({ params: a, query: { into: b.id } })).warnings[0]).toContain(
      'Different customers',
    )
    expect((await merge(a.id, b.id, 'mira')).id).toBe(b.id)
  })

  test('with itself, with a merged case, or on an old version changes nothing', async () => {
    const [a, b, c] = [await mail('A'), await mail('B'), await mail('C')]
    expect((await refusal(merge(a.id, a.id))).code).toBe('cannot_be_merged')
    const { version } = await theCase(a.id)
    const stale = ana().families.mergeCase({ params: a, body: { into: b.id, version, intoVersion: 99 } })
    expect((await refusal(stale)).code).toBe('changed_meanwhile')
    const stale2 = ana().families.mergeCase({
      params: a,
      body: { into: b.id, version: 99, intoVersion: (await theCase(b.id)).version },
    })
    expect((await refusal(stale2)).code).toBe('changed_meanwhile')
    expect(await thread(a.id)).toHaveLength(1)
    await merge(a.id, b.id)
    expect((await refusal(merge(b.id, a.id))).detail.because).toEqual([
      expect.stringContaining(`merged into ${b.number}`),
    ])
    expect((await refusal(merge(c.id, a.id))).code).toBe('cannot_be_merged')
  })

  test('what is merged away counts in the flow of the day; undone the same day, neither of the two does', async () => {
    const flow = async () => {
      const numbers = await world.as('mira').reports.getHome({})
      const { count: went } = await ana().cases.countCases({ query: { went: 'today' } })
      const { count: came } = await ana().cases.countCases({ query: { came: 'today' } })
      return { open: numbers.open, went, came, ...numbers.today }
    }
    const [a, b] = [await mail('A'), await mail('B')]
    const before = await flow()
    await merge(a.id, b.id)
    const merged = await flow()
    expect([merged.resolved - before.resolved, merged.went - before.went]).toEqual([1, 1])
    expect(merged.open).toBe(before.open - 1)
    await undo((await mergesOf(b.id))[0]!.id)
    expect(await flow()).toEqual(before)
  })

  test('a chain leads to its end, and is undone from its end', async () => {
    const [c, a, b] = [await mail('C'), await mail('A'), await mail('B')]
    await merge(c.id, a.id)
    await merge(a.id, b.id)
    expect((await theCase(c.id)).mergedInto?.id).toBe(b.id)
    expect(await thread(b.id)).toHaveLength(3)
    const ofA = (await mergesOf(a.id)).find(({ source }) => source.id === c.id)!
    expect(ofA.undo).toMatchObject({ allowed: false })
    expect(((await refusal(undo(ofA.id))).detail.because as string[])[0]).toContain('Undo that merge first')
    await undo((await mergesOf(b.id))[0]!.id)
    expect((await theCase(c.id)).mergedInto?.id).toBe(a.id)
    await undo(ofA.id)
    for (const each of [a, b, c]) expect(await thread(each.id)).toHaveLength(1)
    await clean()
  })

  test('two merges in opposite directions at once: one stands, nobody waits forever', async () => {
    for (let round = 0; round < 4; round++) {
      const [a, b] = [await mail('A'), await mail('B')]
      const outcomes = await Promise.allSettled([merge(a.id, b.id), merge(b.id, a.id)])
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const lost = outcomes.find((each) => each.status === 'rejected')!.reason
      expect(['cannot_be_merged', 'changed_meanwhile']).toContain(lost.code)
    }
    await clean()
  })
})

describe('restricted cases', () => {
  const restricted = () => privateCase(world)

  test('the survivor becomes as strict as the stricter of both, and open again with the undo', async () => {
    const a = await restricted()
    const b = await ana().cases.createCase({
      body: {
        subject: 'Open',
        contactId: world.contacts.ingrid,
        teamId: world.teams.accounts,
        ownerId: world.people.ana,
      },
    })
    const preview = await ana().families.previewMerge({ params: a, query: { into: b.id } })
    expect(preview.happens.join(' ')).toContain('becomes restricted')
    expect(await merge(a.id, b.id)).toMatchObject({ restricted: true })
    expect((await refusal(theCase(b.id, 'priya'))).code).toBe('not_found')
    await undo((await mergesOf(b.id))[0]!.id)
    expect(await theCase(b.id, 'priya')).toMatchObject({ restricted: false })
    expect((await refusal(theCase(a.id, 'priya'))).code).toBe('not_found')
  })

  test('whoever may not see it learns nothing, and nobody new sees it without the right to decide so', async () => {
    const a = await restricted()
    const b = await ana().cases.createCase({
      body: {
        subject: 'Elsewhere',
        contactId: world.contacts.ingrid,
        teamId: world.teams.technical,
        ownerId: world.people.priya,
      },
    })
    expect((await refusal(merge(a.id, b.id, 'priya'))).code).toBe('not_found')
    expect((await refusal(merge(b.id, a.id, 'priya'))).code).toBe('not_found')
    expect((await refusal(world.as('priya').families.listMerges({ params: a }))).code).toBe('not_found')
    const refused = await refusal(merge(a.id, b.id))
    expect((refused.detail.because as string[])[0]).toContain('Technical support and Priya Nair would see it')
  })

  test('watchers who may not see a restricted survivor do not come along', async () => {
    const a = await ana().cases.createCase({ body: { subject: 'Watched', contactId: world.contacts.ingrid } })
    await world.as('priya').cases.watchCase({ params: a, body: { watch: true } })
    const b = await restricted()
    const preview = await ana().families.previewMerge({ params: a, query: { into: b.id } })
    expect(preview.warnings.join(' ')).toContain('Priya Nair may not see')
    await merge(a.id, b.id)
    expect((await refusal(theCase(b.id, 'priya'))).code).toBe('not_found')
    expect((await theCase(a.id, 'priya')).mergedInto).toBeNull()
  })
})

describe('the undo', () => {
  test('says before what stays, leaves it there, and is refused once a message has gone', async () => {
    const [a, b] = [await mail('A'), await mail('B')]
    const messageId = ourMessageId(secret, Number(a.number.slice(2)), crypto.randomUUID(), 'caseward.example')
    await merge(a.id, b.id)
    world.advance({ minutes: 5 })
    await deliver(
      world,
      mailOf({ Subject: 'Re: A', 'In-Reply-To': messageId, 'Message-ID': `<merge${++count}@x.example>` }),
    )
    const [merged] = await mergesOf(b.id)
    expect(merged!.undo).toEqual({ allowed: true, because: [], returns: 1, stays: 1 })
    await undo(merged!.id)
    expect((await thread(a.id)).map(({ subject }) => subject)).toEqual(['A'])
    expect((await thread(b.id)).map(({ subject }) => subject)).toEqual(['B', 'Re: A'])
    expect((await refusal(undo(merged!.id))).code).toBe('merge_cannot_be_undone')
    await clean()
    await merge(a.id, b.id)
    const [again] = await mergesOf(b.id)
    await world.runtime.db
      .updateTable('message')
      .set({ case_id: (await mail('Else')).id })
      .where('case_id', '=', b.id)
      .where('subject', '=', 'A')
      .execute()
    expect(((await refusal(undo(again!.id))).detail.because as string[])[0]).toContain('moved on or erased')
  })

  test('what a contract gave for the source is given back, and taken again', async () => {
    const account = await ana().customers.createAccount({ body: { name: 'Halden Optics' } })
    const contact = await ana().customers.createContact({ body: { name: 'Greta Lund', accountId: account.id } })
    const made = await world.as('mira').entitlements.createContract({
      body: {
        accountId: account.id,
        name: 'Care',
        startsOn: '2026-11-01',
        endsOn: '2027-10-31',
        timeZone: 'UTC',
        entitlements: [{ id: crypto.randomUUID(), name: 'Incidents', kind: 'incidents', amount: 5 }],
      },
    })
    const balance = async () =>
      (await world.as('mira').entitlements.getContract({ params: { id: made.id } })).standings[0]!.balance
    const open = () =>
      ana().cases.createCase({
        body: { subject: 'Laser', message: 'It drifts', contactId: contact.id, type: 'technical_issue' },
      })
    const [a, b] = [await open(), await open()]
    expect(await balance()).toBe(3)
    await merge(a.id, b.id)
    expect(await balance()).toBe(4)
    await undo((await mergesOf(b.id))[0]!.id)
    expect(await balance()).toBe(3)
  })

  test('where the owner has left meanwhile, the queue finds somebody', async () => {
    const [a, b] = [await mail('A'), await mail('B')]
    await world.as('mira').cases.assignCase({ params: a, body: { ownerId: world.people.elena } })
    await merge(a.id, b.id)
    await world.runtime.db
      .updateTable('person')
      .set({ deactivated_at: world.now })
      .where('id', '=', world.people.elena)
      .execute()
    await undo((await mergesOf(b.id))[0]!.id)
    const back = await theCase(a.id)
    expect(back.owner?.id).not.toBe(world.people.elena)
    expect(back.owner ?? back.queue).not.toBeNull()
    await world.runtime.db
      .updateTable('person')
      .set({ deactivated_at: null })
      .where('id', '=', world.people.elena)
      .execute()
    await clean()
  })
})
