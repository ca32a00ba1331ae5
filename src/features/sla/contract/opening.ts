import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, Named, Priority, Tag } from '../../../platform/shapes.ts'
import { FieldValues } from '../../casetypes/contract/fields.ts'

export const openingContract = {
  expectCase: endpoint({
    method: 'POST',
    path: '/cases/expected',
    summary: 'What a case would get if it were opened now: type, team, priority and service level; nothing is made.',
    body: z.strictObject({
      subject: z.string().max(500).default(''),
      text: z.string().max(200_000).default(''),
      typeId: Id.optional(),
      priority: Priority.optional(),
      contactId: Id.optional(),
      accountId: Id.optional(),
      productId: Id.optional(),
      assetId: Id.optional(),
      tags: z.array(Tag).max(50).default([]),
      custom: FieldValues.default({}),
    }),
    response: z.object({
      type: z.object({ id: Id, key: z.string(), name: z.string(), because: z.string() }),
      team: Named,
      priority: Priority,
      priorityBecause: z.string(),
      /** The SLA policy whose conditions it meets; null where none does. */
      policy: Named.nullable(),
      /** Policies that contracts of the account promise, where they cover it. */
      promised: z.array(Named),
    }),
  }),
}
