import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, InstantOut, Language, Named, Ok, Text, TimeZone, Version } from '../../../platform/shapes.ts'

export const Role = z.enum(['admin', 'manager', 'agent', 'light', 'sales', 'editor'])

/** A shipped role by its name, or an own one by its id. */
export const RoleRef = z.union([Role, Id])

export const Team = z.object({
  id: Id,
  name: z.string(),
  lead: Named,
  members: z.array(Named),
  calendarId: Id.nullable(),
  /** Its cases are seen by its members, those named on a case, and holders of *see restricted*. */
  closed: z.boolean(),
  queues: z.array(z.object({ id: Id, name: z.string(), routingMinutes: z.int(), isDefault: z.boolean() })),
  version: Version,
})
export type Team = z.infer<typeof Team>

export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  role: Role,
  ownRole: Named.nullable(),
  hint: z.string(),
  createdAt: InstantOut,
  lastUsedAt: InstantOut.nullable(),
})
export type ApiKey = z.infer<typeof ApiKey>

export const Organisation = z.object({
  name: z.string(),
  timeZone: z.string(),
  language: z.string(),
  /** Minutes without a touch of a screen after which people are away by themselves; null: never. */
  idleMinutes: z.int().nullable(),
  version: Version,
})
export type Organisation = z.infer<typeof Organisation>

const byId = z.object({ id: Id })

export const organisationContract = {
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
    body: z.strictObject({
      name: Text(80),
      leadId: Id,
      memberIds: z.array(Id).max(500).default([]),
      closed: z.boolean().default(false),
    }),
    response: Team,
  }),
  changeTeam: endpoint({
    method: 'PATCH',
    path: '/teams/:id',
    summary: 'Changes name, lead, members, calendar or routing time of a team, or closes it to others.',
    params: byId,
    body: z.strictObject({
      version: Version,
      name: Text(80).optional(),
      leadId: Id.optional(),
      memberIds: z.array(Id).max(500).optional(),
      calendarId: Id.nullable().optional(),
      closed: z.boolean().optional(),
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
    shownOnce: true,
    summary: 'Makes an API key; the answer holds the secret, once.',
    body: z.strictObject({ name: Text(80), role: RoleRef }),
    response: ApiKey.extend({ key: z.string() }),
  }),
  endKey: endpoint({ method: 'DELETE', path: '/keys/:id', summary: 'Ends an API key.', params: byId, response: Ok }),

  organisation: endpoint({
    method: 'GET',
    path: '/organisation',
    summary: 'Name, time zone and language of the organisation, and when people are away by themselves.',
    response: Organisation,
  }),
  changeOrganisation: endpoint({
    method: 'PATCH',
    path: '/organisation',
    summary: 'Changes name, time zone or language of the organisation, or when people are away by themselves.',
    body: z.strictObject({
      version: Version,
      name: Text(120).optional(),
      timeZone: TimeZone.optional(),
      language: Language.optional(),
      idleMinutes: z.int().min(1).max(480).nullable().optional(),
    }),
    response: Organisation,
  }),
}
