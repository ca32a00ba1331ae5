import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openCase } from '../../../tests/world/histories.ts'
import { mailingWorld } from '../../../tests/world/mailing.ts'
import type { Relay } from '../../../tests/world/relay.ts'
import { eventually, workFor } from '../../../tests/world/work.ts'
import type { World } from '../../../tests/world/world.ts'
import { sweep } from '../sla/actions/sweep.ts'
import type { StepPeople } from '../sla/contract/steps.ts'

// Who is told, and mailed, is asked by the one predicate: when it happens, and again when the mail leaves.

let world: World
let relay: Relay
let close: () => Promise<void>
beforeAll(async () => {
  ;({ world, relay, close } = await mailingWorld({ working: false }))
})
beforeEach(() => {
  relay.mails.length = 0
})
afterAll(() => close())

/** A case whose resolution warns these people a minute after it began, by mail too. */
async function warning(tag: string, people: StepPeople[]): Promise<string> {
  const step = {
    key: 'warn',
    level: 0,
    when: { kind: 'elapsed' as const, seconds: 60 },
    people,
    mail: true,
    change: {},
  }
  const resolution = { seconds: 14_400, time: 'calendar' as const, calendarId: null, pausesIn: [], steps: [step] }
  const conditions = [{ field: 'tag' as const, is: 'one_of' as const, values: [tag] }]
  await world
    .as('admin')
    .sla.createPolicy({ body: { name: tag, position: 0, conditions, targets: { medium: { resolution } } } })
  return openCase(world, { tags: [tag], priority: 'medium' })
}
const restrict = async (id: string) => {
  const { version } = await world.as('mira').cases.getCase({ params: { id } })
  await world.as('mira').cases.changeCase({ params: { id }, body: { version, restricted: true } })
}
const falls = async () => {
  world.advance({ minutes: 5 })
  while ((await sweep(world.runtime)) > 0);
}
const notices = (id: string) =>
  world.runtime.db
    .selectFrom('notification')
    .select(['person_id as personId', 'mail', 'mail_error as error'])
    .where('case_id', '=', id)
    .execute()
/** Mails what waits, and answers with what came of the notices of a case. */
async function mailed(id: string) {
  const work = await workFor(world)
  const settled = async () => {
    const rows = await notices(id)
    return rows.length > 0 && rows.every(({ mail }) => mail !== 'queued') ? rows : undefined
  }
  return eventually(settled).finally(work.stop)
}

test('a lead who is no member of the team sees its restricted cases, and is told of them', async () => {
  const { db } = world.runtime
  const { mira } = world.people
  await db.deleteFrom('team_member').where('person_id', '=', mira).execute()
  const id = await warning('led', [{ who: 'team_lead' }])
  await restrict(id)
  await falls()
  expect((await world.as('mira').cases.getCase({ params: { id } })).id).toBe(id)
  expect(await notices(id)).toMatchObject([{ personId: mira }])
  await db.insertInto('team_member').values({ person_id: mira, team_id: world.teams.accounts }).execute()
})

test('who may not see the case when the mail would leave gets none', async () => {
  const { priya, ana } = world.people
  const id = await warning('later', [{ who: 'owner' }, { who: 'person', personId: priya }])
  await falls()
  expect((await notices(id)).map(({ mail }) => mail)).toEqual(['queued', 'queued'])
  await restrict(id)
  const rows = await mailed(id)
  expect(rows.find(({ personId }) => personId === ana)).toMatchObject({ mail: 'sent', error: null })
  expect(rows.find(({ personId }) => personId === priya)).toMatchObject({
    mail: 'kept',
    error: expect.stringContaining('may not see'),
  })
  expect(relay.mails.flatMap(({ to }) => to)).not.toContain('priya.nair@norrvik.example')
})

test('a notice speaks the language of its reader, names the clock in words', async () => {
  const { db } = world.runtime
  await db.updateTable('person').set({ language: 'de' }).where('id', '=', world.people.ana).execute()
  const id = await warning('spoken', [{ who: 'owner' }])
  await falls()
  expect(await mailed(id)).toMatchObject([{ mail: 'sent' }])
  const { number } = await world.as('ana').cases.getCase({ params: { id } })
  const [mail] = relay.mails
  expect(mail).toMatchObject({ from: '' })
  expect(mail!.header('subject')).toContain(`Warnung: ${number}`)
  expect(mail!.header('content-language')).toBe('de')
  expect(mail!.header('auto-submitted')).toBe('auto-generated')
  const text = Buffer.from(
    mail!.raw
      .replaceAll('=\r\n', '')
      .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')
  expect(text).toContain('Warnung: Lösung, fällig')
  expect(text).toContain('Team: Customer accounts')
  expect(text).not.toContain('resolution')
  await db.updateTable('person').set({ language: 'en' }).where('id', '=', world.people.ana).execute()
})
