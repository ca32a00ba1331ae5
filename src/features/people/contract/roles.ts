import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, Named, Text, Version } from '../../../platform/shapes.ts'
import { Role } from './organisation.ts'

const Rights = z.array(z.string().max(60)).max(100)

export const RoleSet = z.object({
  id: Id,
  /** The shipped role it is, or is built on: it says who may own cases, and who administers. */
  kind: Role,
  name: z.string(),
  said: z.string().nullable(),
  shipped: z.boolean(),
  rights: z.array(z.string()),
  /** Whether rights were added or taken away since it was shipped, or made. */
  changed: z.boolean(),
  people: z.array(Named),
  /** How many API keys have it; their names are there for who may see the keys. */
  keyCount: z.int(),
  keys: z.array(z.string()),
  version: Version,
})
export type RoleSet = z.infer<typeof RoleSet>

export const RolePreview = z.object({
  gains: z.array(z.string()),
  loses: z.array(z.string()),
  /** Whom it concerns; of *see restricted*, those who have it by name lose nothing. */
  people: z.array(Named.extend({ keepsSight: z.boolean() })),
  keys: z.array(z.string()),
  /** Why it would be refused. */
  refused: z.string().nullable(),
})
export type RolePreview = z.infer<typeof RolePreview>

const byId = z.object({ id: Id })

export const rolesContract = {
  listRoles: endpoint({
    method: 'GET',
    path: '/roles',
    summary: 'All roles, shipped and own, with their rights and who has them.',
    response: z.object({ items: z.array(RoleSet) }),
  }),
  createRole: endpoint({
    method: 'POST',
    path: '/roles',
    summary: 'Makes a role on a shipped one, with rights of its own.',
    body: z.strictObject({
      name: Text(60),
      said: Text(200).nullable().default(null),
      kind: Role.exclude(['admin']),
      rights: Rights,
    }),
    response: RoleSet,
  }),
  changeRole: endpoint({
    method: 'PATCH',
    path: '/roles/:id',
    summary:
      'Changes which rights a role has; null gives back the shipped ones. Own roles also change name and sentence.',
    params: byId,
    body: z.strictObject({
      version: Version,
      name: Text(60).optional(),
      said: Text(200).nullable().optional(),
      rights: Rights.nullable().optional(),
    }),
    response: RoleSet,
  }),
  previewRole: endpoint({
    method: 'POST',
    path: '/roles/:id/preview',
    summary: 'What would change, and for whom, if a role had these rights; null stands for the shipped ones.',
    params: byId,
    body: z.strictObject({ rights: Rights.nullable() }),
    response: RolePreview,
  }),
  removeRole: endpoint({
    method: 'POST',
    path: '/roles/:id/removal',
    summary: 'Removes an own role; whoever holds it takes the one named.',
    params: byId,
    body: z.strictObject({ version: Version, to: Id.nullable().default(null) }),
    response: z.object({ moved: z.int() }),
  }),
}
