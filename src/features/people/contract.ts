import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import {
  Email,
  Id,
  Instant,
  InstantOut,
  Language,
  Ok,
  Text,
  TimeZone,
  UndoSeconds,
  Version,
} from '../../platform/shapes.ts'
import { invitationContract } from './contract/invitations.ts'
import { leavingContract } from './contract/leaving.ts'
import { organisationContract, RoleRef } from './contract/organisation.ts'
import { Person, PersonStatus } from './contract/person.ts'
import { rolesContract } from './contract/roles.ts'
import { skillsContract } from './contract/skills.ts'

export const Me = Person.extend({
  rights: z.array(z.string()),
  organisation: z.object({ name: z.string(), timeZone: z.string(), language: z.string(), demoLoaded: z.boolean() }),
  totp: z.boolean(),
  /** Whether a way out is set for mail; without one it is kept, and shown as one that would be sent. */
  mailLeaves: z.boolean(),
  serverTime: InstantOut,
})
export type Me = z.infer<typeof Me>

export const PersonChange = z.strictObject({
  version: Version,
  name: Text(120).optional(),
  email: Email.optional(),
  role: RoleRef.optional(),
  title: Text(120).nullable().optional(),
  language: Language.optional(),
  timeZone: TimeZone.nullable().optional(),
  seesRestricted: z.boolean().optional(),
  capacity: z.int().min(0).max(1000).optional(),
  /** Whom they report to; null for nobody. */
  managerId: Id.nullable().optional(),
})

export const Session = z.object({
  id: Id,
  createdAt: InstantOut,
  lastSeenAt: InstantOut,
  address: z.string().nullable(),
  agent: z.string().nullable(),
  current: z.boolean(),
})
export type Session = z.infer<typeof Session>

const Password = z.string().min(10, 'at least 10 characters').max(200)
const byId = z.object({ id: Id })

/** What deals in cookies and passwords: these endpoints speak HTTP themselves and open their own transactions. */
export const accessContract = {
  setUp: endpoint({
    method: 'POST',
    path: '/setup',
    summary: 'Makes the first administrator and signs them in; refused afterwards.',
    access: 'open',
    body: z.strictObject({
      name: Text(120),
      email: Email,
      password: Password,
      organisation: Text(120),
      timeZone: TimeZone,
    }),
    response: Me,
  }),
  signIn: endpoint({
    method: 'POST',
    path: '/session',
    summary: 'Signs in with address, password and, where set up, a code; answers with the session cookie.',
    access: 'open',
    body: z.strictObject({ email: Email, password: z.string().max(200), code: z.string().max(12).optional() }),
    response: Me,
  }),
  signOut: endpoint({ method: 'DELETE', path: '/session', summary: 'Ends this session.', response: Ok }),
  changePassword: endpoint({
    method: 'POST',
    path: '/me/password',
    summary: 'Changes the own password and ends all other sessions.',
    body: z.strictObject({ current: z.string().max(200), next: Password }),
    response: Ok,
  }),
  listSessions: endpoint({
    method: 'GET',
    path: '/me/sessions',
    summary: 'The own sessions.',
    response: z.object({ items: z.array(Session) }),
  }),
  signInAsDemo: endpoint({
    method: 'POST',
    path: '/people/:id/demo-session',
    summary: 'Lets an administrator look around as a colleague of the demo company; their own session ends.',
    params: byId,
    response: Me,
  }),
  acceptInvitation: endpoint({
    method: 'POST',
    path: '/invitations/accept',
    summary: 'Sets the password of an invited person by their one-time link and signs them in.',
    access: 'open',
    body: z.strictObject({ token: z.string().min(20).max(200), password: Password }),
    response: Me,
  }),
}

export const colleaguesContract = {
  setupState: endpoint({
    method: 'GET',
    path: '/setup',
    summary: 'Whether this installation still waits for its first administrator.',
    access: 'open',
    response: z.object({ needsAdmin: z.boolean(), organisation: z.string().nullable(), supportAddress: z.string() }),
  }),
  me: endpoint({
    method: 'GET',
    path: '/me',
    summary: 'Who is signed in, with rights and organisation.',
    response: Me,
  }),
  changeMe: endpoint({
    method: 'PATCH',
    path: '/me',
    summary:
      'Changes what a person decides about themself: name, language, time zone, time to take a letter back, status, leave.',
    body: z.strictObject({
      name: Text(120).optional(),
      language: Language.optional(),
      timeZone: TimeZone.nullable().optional(),
      undoSeconds: UndoSeconds.optional(),
      status: PersonStatus.optional(),
      statusUntil: Instant.nullable().optional(),
      awayUntil: Instant.nullable().optional(),
    }),
    response: Me,
  }),
  noteActivity: endpoint({
    method: 'POST',
    path: '/me/activity',
    summary: 'Says that somebody is at this screen; who was away by itself is back. Once a minute is enough.',
    response: Ok,
  }),
  endSession: endpoint({
    method: 'DELETE',
    path: '/me/sessions/:id',
    summary: 'Ends one of the own sessions.',
    params: byId,
    response: Ok,
  }),
  beginTotp: endpoint({
    method: 'POST',
    path: '/me/totp',
    shownOnce: true,
    summary: 'Begins two-step sign-in: a secret and its QR code, valid once confirmed.',
    response: z.object({ secret: z.string(), uri: z.string(), qr: z.string() }),
  }),
  confirmTotp: endpoint({
    method: 'POST',
    path: '/me/totp/confirm',
    summary: 'Confirms two-step sign-in with a first code.',
    body: z.strictObject({ code: z.string().max(12) }),
    response: Ok,
  }),
  removeTotp: endpoint({
    method: 'DELETE',
    path: '/me/totp',
    summary: 'Switches two-step sign-in off, given a code.',
    body: z.strictObject({ code: z.string().max(12) }),
    response: Ok,
  }),

  listPeople: endpoint({
    method: 'GET',
    path: '/people',
    summary: 'Everyone who works here, with load; deactivated people on request.',
    query: z.strictObject({ q: z.string().max(200).optional(), all: z.enum(['true', 'false']).optional() }),
    response: z.object({ items: z.array(Person) }),
  }),
  invitePerson: endpoint({
    method: 'POST',
    path: '/people',
    shownOnce: true,
    summary:
      'Adds a person and answers with an invitation link, shown once, to be handed on; it is mailed where mail can leave.',
    body: z.strictObject({
      name: Text(120),
      email: Email,
      role: RoleRef,
      title: Text(120).optional(),
      teamIds: z.array(Id).max(50).default([]),
      /** Whom they report to. */
      managerId: Id.optional(),
      password: Password.optional(),
    }),
    response: Person.extend({ invitation: z.string().nullable(), mailed: z.boolean() }),
  }),
  changePerson: endpoint({
    method: 'PATCH',
    path: '/people/:id',
    summary: 'Changes a person.',
    params: byId,
    body: PersonChange,
    response: Person,
  }),
  setAvailability: endpoint({
    method: 'POST',
    path: '/people/:id/availability',
    summary: 'Sets status or leave of a person.',
    params: byId,
    body: z.strictObject({
      status: PersonStatus.optional(),
      statusUntil: Instant.nullable().optional(),
      awayUntil: Instant.nullable().optional(),
      awayReason: Text(120).nullable().optional(),
    }),
    response: Person,
  }),
  ...invitationContract,

  ...leavingContract,

  ...organisationContract,

  ...rolesContract,

  ...skillsContract,
}

export const peopleContract = { ...accessContract, ...colleaguesContract }
