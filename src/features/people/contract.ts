import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Email, Id, Instant, InstantOut, Language, Named, Ok, Text, TimeZone, Version } from '../../platform/shapes.ts'

export const Role = z.enum(['admin', 'manager', 'agent', 'light', 'sales', 'editor'])
export const PersonStatus = z.enum(['online', 'away', 'busy', 'off'])
export const Skill = z.strictObject({ name: Text(60), level: z.int().min(1).max(5) })

export const Person = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: Role,
  title: z.string().nullable(),
  language: z.string(),
  timeZone: z.string().nullable(),
  seesRestricted: z.boolean(),
  capacity: z.int(),
  skills: z.array(Skill),
  status: PersonStatus,
  statusSince: InstantOut,
  awayUntil: InstantOut.nullable(),
  awayReason: z.string().nullable(),
  teams: z.array(Named),
  /** Weight of open cases, waiting ones apart. */
  load: z.int(),
  deactivatedAt: InstantOut.nullable(),
  invited: z.boolean(),
  version: Version,
})
export type Person = z.infer<typeof Person>

export const Me = Person.extend({
  rights: z.array(z.string()),
  organisation: z.object({ name: z.string(), timeZone: z.string(), language: z.string(), demoLoaded: z.boolean() }),
  totp: z.boolean(),
  serverTime: InstantOut,
})
export type Me = z.infer<typeof Me>

export const Team = z.object({
  id: Id,
  name: z.string(),
  lead: Named,
  members: z.array(Named),
  calendarId: Id.nullable(),
  queues: z.array(z.object({ id: Id, name: z.string(), routingMinutes: z.int(), isDefault: z.boolean() })),
  version: Version,
})
export type Team = z.infer<typeof Team>

export const PersonChange = z.strictObject({
  version: Version,
  name: Text(120).optional(),
  email: Email.optional(),
  role: Role.optional(),
  title: Text(120).nullable().optional(),
  language: Language.optional(),
  timeZone: TimeZone.nullable().optional(),
  seesRestricted: z.boolean().optional(),
  capacity: z.int().min(0).max(1000).optional(),
  skills: z.array(Skill).max(50).optional(),
})

export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  role: Role,
  hint: z.string(),
  createdAt: InstantOut,
  lastUsedAt: InstantOut.nullable(),
})

export const Session = z.object({
  id: Id,
  createdAt: InstantOut,
  lastSeenAt: InstantOut,
  address: z.string().nullable(),
  agent: z.string().nullable(),
  current: z.boolean(),
})

const Password = z.string().min(10, 'at least 10 characters').max(200)
const byId = z.object({ id: Id })

export const peopleContract = {
  setupState: endpoint({
    method: 'GET',
    path: '/setup',
    summary: 'Whether this installation still waits for its first administrator.',
    access: 'open',
    response: z.object({ needsAdmin: z.boolean(), organisation: z.string().nullable(), supportAddress: z.string() }),
  }),
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
  me: endpoint({
    method: 'GET',
    path: '/me',
    summary: 'Who is signed in, with rights and organisation.',
    response: Me,
  }),
  changeMe: endpoint({
    method: 'PATCH',
    path: '/me',
    summary: 'Changes what a person decides about themself: name, language, time zone, status, leave.',
    body: z.strictObject({
      name: Text(120).optional(),
      language: Language.optional(),
      timeZone: TimeZone.nullable().optional(),
      status: PersonStatus.optional(),
      awayUntil: Instant.nullable().optional(),
    }),
    response: Me,
  }),
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
    summary: 'Adds a person and answers with an invitation link, shown once and mailed where mail is set up.',
    body: z.strictObject({
      name: Text(120),
      email: Email,
      role: Role,
      title: Text(120).optional(),
      teamIds: z.array(Id).max(50).default([]),
      password: Password.optional(),
    }),
    response: Person.extend({ invitation: z.string().nullable() }),
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
      status: PersonStatus,
      awayUntil: Instant.nullable().optional(),
      awayReason: Text(120).nullable().optional(),
    }),
    response: Person,
  }),
  deactivatePerson: endpoint({
    method: 'POST',
    path: '/people/:id/deactivate',
    summary: 'Ends access at once; open work goes to `handOverTo`, or to the queue of its team with the duty holder.',
    params: byId,
    body: z.strictObject({ handOverTo: Id.nullable().default(null) }),
    response: z.object({ movedCases: z.int(), movedTasks: z.int() }),
  }),
  acceptInvitation: endpoint({
    method: 'POST',
    path: '/invitations/accept',
    summary: 'Sets the password of an invited person by their one-time link and signs them in.',
    access: 'open',
    body: z.strictObject({ token: z.string().min(20).max(200), password: Password }),
    response: Me,
  }),

  listTeams: endpoint({
    method: 'GET',
    path: '/teams',
    summary: 'All teams with lead, members and queues.',
    response: z.object({ items: z.array(Team) }),
  }),
  createTeam: endpoint({
    method: 'POST',
    path: '/teams',
    summary: 'Makes a team and its queue.',
    body: z.strictObject({ name: Text(80), leadId: Id, memberIds: z.array(Id).max(500).default([]) }),
    response: Team,
  }),
  changeTeam: endpoint({
    method: 'PATCH',
    path: '/teams/:id',
    summary: 'Changes name, lead, members, calendar or routing time of a team.',
    params: byId,
    body: z.strictObject({
      version: Version,
      name: Text(80).optional(),
      leadId: Id.optional(),
      memberIds: z.array(Id).max(500).optional(),
      calendarId: Id.nullable().optional(),
      routingMinutes: z.int().min(1).max(43200).optional(),
    }),
    response: Team,
  }),

  listKeys: endpoint({
    method: 'GET',
    path: '/keys',
    summary: 'API keys; their secrets are never shown again.',
    response: z.object({ items: z.array(ApiKey) }),
  }),
  createKey: endpoint({
    method: 'POST',
    path: '/keys',
    summary: 'Makes an API key; the answer holds the secret, once.',
    body: z.strictObject({ name: Text(80), role: Role }),
    response: ApiKey.extend({ key: z.string() }),
  }),
  endKey: endpoint({ method: 'DELETE', path: '/keys/:id', summary: 'Ends an API key.', params: byId, response: Ok }),

  organisation: endpoint({
    method: 'GET',
    path: '/organisation',
    summary: 'Name, time zone and language of the organisation.',
    response: z.object({ name: z.string(), timeZone: z.string(), language: z.string(), version: Version }),
  }),
  changeOrganisation: endpoint({
    method: 'PATCH',
    path: '/organisation',
    summary: 'Changes name, time zone or language of the organisation.',
    body: z.strictObject({
      version: Version,
      name: Text(120).optional(),
      timeZone: TimeZone.optional(),
      language: Language.optional(),
    }),
    response: z.object({ name: z.string(), timeZone: z.string(), language: z.string(), version: Version }),
  }),
}
