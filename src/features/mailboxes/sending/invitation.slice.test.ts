import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { refusal } from '../../../../tests/world/expect.ts'
import { mailingWorld } from '../../../../tests/world/mailing.ts'
import type { Relay } from '../../../../tests/world/relay.ts'
import { eventually } from '../../../../tests/world/work.ts'
import { testWorld, type World } from '../../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../../platform/runtime.ts'
import { openProgram } from '../../../program.ts'
import { forgetWaitingInvitations } from '../../people/actions/invitations.ts'

let world: World
let relay: Relay
let close: () => Promise<void>

beforeAll(async () => {
  ;({ world, relay, close } = await mailingWorld({ working: true }))
  await world.runtime.db.updateTable('mailbox').set({ address: 'support@norrvik.example' }).execute()
})
beforeEach(() => {
  relay.mails.length = 0
  relay.answer = {}
})
afterAll(() => close())

const people = () => world.as('admin').people
const invite = (name: string) =>
  people().invitePerson({
    body: {
      name,
      email: `${name.toLowerCase()}@norrvik.example`,
      role: 'agent',
      teamIds: [world.teams.technical],
    },
  })
const standing = async (id: string) => {
  const { items } = await people().listPeople({ query: {} })
  return items.find((person) => person.id === id)?.openInvitation
}
const standsAs = (id: string, mail: string) =>
  eventually(async () => ((await standing(id))?.mail === mail ? standing(id) : undefined))
/** Soft line breaks of quoted-printable taken out. */
const textOf = (raw: string) => raw.replaceAll('=\r\n', '').replaceAll('=3D', '=')

test('an invitation is mailed, and the link in the mail is the one that was shown', async () => {
  const ben = await invite('Ben')
  expect(ben).toMatchObject({ invited: true, mailed: true })
  await standsAs(ben.id, 'sent')
  const [mail] = relay.mails
  expect(mail).toMatchObject({ to: ['ben@norrvik.example'], from: '' })
  expect(mail!.header('auto-submitted')).toBe('auto-generated')
  expect(mail!.header('from')).toContain('support@norrvik.example')
  expect(textOf(mail!.raw)).toContain(ben.invitation!)
  const token = new URL(ben.invitation!).hash.slice(1)
  const opened = await world.app.inject({ method: 'GET', url: '/invitation' })
  expect(opened.statusCode).toBeLessThan(500)
  expect((await standing(ben.id))?.mail).toBe('sent')
  const accepted = await world.as('nobody').people.acceptInvitation({ body: { token, password: 'a-word-of-my-own' } })
  expect(accepted).toMatchObject({ name: 'Ben', invited: false, openInvitation: null })
})

test('its secret rests nowhere in the clear, and not at all once the mail has left', async () => {
  const kim = await invite('Kim')
  const token = new URL(kim.invitation!).hash.slice(1)
  await standsAs(kim.id, 'sent')
  const { db } = world.runtime
  const stored = [
    await db.selectFrom('invitation').selectAll().execute(),
    await db.selectFrom('link_token').selectAll().execute(),
    await db.selectFrom('event').select('content').execute(),
  ]
  expect(JSON.stringify(stored)).not.toContain(token)
  expect(stored[0]!.every((row) => 'sealed' in row && row.sealed === null)).toBe(true)
})

test('a mail server that takes it for nobody is told beside the person', async () => {
  relay.answer.recipient = () => 550
  const nora = await invite('Nora')
  expect(await standsAs(nora.id, 'failed')).toMatchObject({ problem: expect.stringContaining('550') })
  relay.answer = {}
  const again = await people().inviteAgain({ params: { id: nora.id } })
  expect(again.mailed).toBe(true)
  await standsAs(nora.id, 'sent')
  expect(textOf(relay.mails[0]!.raw)).toContain(again.invitation)
})

test('withdrawn, the link is dead and the mail that waited stays here', async () => {
  relay.answer.recipient = () => 450
  const ola = await invite('Ola')
  await eventually(async () => (await standing(ola.id))?.problem)
  await people().withdrawInvitation({ params: { id: ola.id } })
  expect(await standing(ola.id)).toBeNull()
  const token = new URL(ola.invitation!).hash.slice(1)
  const accept = world.as('nobody').people.acceptInvitation({ body: { token, password: 'a-word-of-my-own' } })
  expect((await refusal(accept)).code).toBe('link_not_valid')
  expect((await refusal(people().withdrawInvitation({ params: { id: ola.id } }))).code).toBe('nothing_to_undo')
  const rows = await world.runtime.db.selectFrom('invitation').select(['mail', 'sealed']).execute()
  expect(rows.filter(({ mail, sealed }) => mail === 'waiting' || sealed !== null)).toEqual([])
})

test('a changed address ends the link that went to the old one; a backup sends none again', async () => {
  relay.answer.recipient = () => 450
  const eva = await invite('Eva')
  await people().changePerson({
    params: { id: eva.id },
    body: { version: eva.version, email: 'eva.lund@norrvik.example' },
  })
  expect(await standing(eva.id)).toBeNull()
  const again = await people().inviteAgain({ params: { id: eva.id } })
  expect(again.mailed).toBe(true)
  await inTransaction(world.runtime, systemActor, forgetWaitingInvitations)
  expect(await standing(eva.id)).toMatchObject({ mail: 'failed', problem: expect.stringContaining('backup') })
})

test('where no mail can leave, the answer says so', async () => {
  const other = await testWorld({ config: { smtpOut: null } })
  const kai = await other.as('admin').people.invitePerson({
    body: { name: 'Kai', email: 'kai@norrvik.example', role: 'agent', teamIds: [other.teams.technical] },
  })
  expect(kai).toMatchObject({ mailed: false, openInvitation: { mail: 'none' } })
  await other.close()
})

test('whoever runs it sets the way out in the studio: tried by a mail to them, taken up at once, its password sealed', async () => {
  const house = await testWorld({
    config: { smtpOut: null, links: 'http://127.0.0.1:3000', given: { smtpOut: false, url: false } },
  })
  try {
    const admin = house.as('admin')
    relay.answer = {}
    const host = '127.0.0.1'
    const port = Number(new URL(relay.url).port)
    const server = { host, port, security: 'none' as const }
    await house.runtime.db.updateTable('mailbox').set({ address: 'support@localhost' }).execute()
    const own = await admin.mailboxes.createMailbox({ body: { name: 'Office', address: 'office@norrvik.example' } })
    expect(own.isDefault).toBe(true)
    expect(await admin.outgoing.getOutgoing({})).toMatchObject({ server: null, given: false, linksStayInside: true })
    expect((await admin.outgoing.testOutgoing({ body: { server: { ...server, port: 9 } } })).ok).toBe(false)
    const before = relay.mails.length
    expect(await admin.outgoing.testOutgoing({ body: { server } })).toMatchObject({ ok: true })
    expect(relay.mails[before]).toMatchObject({ from: 'office@norrvik.example' })
    const secret = {
      host: 'mail.norrvik.example',
      port: 465,
      security: 'tls' as const,
      user: 'office',
      password: 'hush 7',
    }
    const set = await admin.outgoing.setOutgoing({ body: secret })
    expect(set.server).toEqual({
      ...server,
      host: secret.host,
      port: 465,
      security: 'tls',
      user: 'office',
      hasPassword: true,
    })
    expect(JSON.stringify(set)).not.toContain('hush')
    expect((await admin.people.me({})).mailLeaves).toBe(true)
    const kept = await house.runtime.db.selectFrom('installation_value').selectAll().execute()
    const told = await house.runtime.db.selectFrom('event').select('content').execute()
    expect(JSON.stringify([kept, told])).not.toMatch(/hush|mail\.norrvik.example:465/)
    // The stored password never goes to another server.
    const elsewhere = { ...secret, host: 'evil.example', password: undefined }
    expect(await refusal(admin.outgoing.setOutgoing({ body: elsewhere }))).toMatchObject({ code: 'malformed' })
    const address = 'https://cases.norrvik.example/'
    const public_ = await admin.outgoing.setPublicAddress({ body: { address } })
    expect(public_).toMatchObject({ publicAddress: 'https://cases.norrvik.example', linksStayInside: false })
    const kai = await admin.people.invitePerson({ body: { name: 'Kai', email: 'kai@x.example', role: 'agent' } })
    expect(kai.invitation).toMatch(/^https:\/\/cases\.norrvik\.example\//)
    // Every process that opens goes by it: commands as the server.
    const config = { ...house.runtime.config, smtpOut: null, links: 'http://127.0.0.1:3000' }
    const command = await openProgram(config, house.runtime.config.databaseUrl!, 1)
    await command.close()
    expect(config.smtpOut).toContain('mail.norrvik.example')
    expect(config.links).toBe('https://cases.norrvik.example')
    expect((await admin.outgoing.removeOutgoing({})).server).toBeNull()
  } finally {
    await house.close()
  }
})
