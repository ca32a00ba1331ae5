import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Text } from '../../../platform/shapes.ts'

const Server = z.strictObject({
  host: z
    .string()
    .trim()
    .regex(/^[a-z0-9]([a-z0-9.:-]*[a-z0-9])?$/i, 'a host name or address')
    .max(253),
  port: z.int().min(1).max(65_535).default(587),
  /** `tls` from the first byte, `starttls` before signing in, `none` only within one's own network. */
  security: z.enum(['tls', 'starttls', 'none']).default('starttls'),
  /** Left out where the server asks nobody to sign in. */
  user: Text(320).optional(),
  /** Left out: the stored one stays, for the same server and user. */
  password: z.string().min(1).max(1000).optional(),
})
export type OutgoingServer = z.infer<typeof Server>

const isWeb = (text: string) => URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol)
const Address = z.string().trim().max(300).refine(isWeb, 'a web address')

const Outgoing = z.object({
  /** Where letters leave by; null where they stay. The password is never shown. */
  server: z
    .object({
      host: z.string(),
      port: z.int(),
      security: z.enum(['tls', 'starttls', 'none']),
      user: z.string().nullable(),
      hasPassword: z.boolean(),
    })
    .nullable(),
  /** The environment decides, so it cannot be set here. */
  given: z.boolean(),
  /** Where links in letters lead. */
  publicAddress: z.string(),
  publicAddressGiven: z.boolean(),
  /** Whether only this machine, or this network, can open what links in letters lead to. */
  linksStayInside: z.boolean(),
})
export type Outgoing = z.infer<typeof Outgoing>

/** Speaks to mail servers, and has the program take up what was set: outside of any transaction. */
export const outgoingContract = {
  getOutgoing: endpoint({
    method: 'GET',
    path: '/outgoing-mail',
    summary: 'Where letters leave by, and where links in them lead.',
    response: Outgoing,
  }),
  setOutgoing: endpoint({
    method: 'PUT',
    path: '/outgoing-mail',
    summary: 'Sets the mail server by which letters leave. The password is stored sealed and never shown again.',
    body: Server,
    response: Outgoing,
  }),
  removeOutgoing: endpoint({
    method: 'DELETE',
    path: '/outgoing-mail',
    summary: 'Forgets the outgoing mail server; letters are kept from then on.',
    response: Outgoing,
  }),
  testOutgoing: endpoint({
    method: 'POST',
    path: '/outgoing-mail/test',
    summary:
      'Signs in at the outgoing server, with these settings or the stored ones, and sends a mail to whoever asks.',
    body: z.strictObject({ server: Server.optional() }),
    response: z.object({ ok: z.boolean(), said: z.string() }),
  }),
  setPublicAddress: endpoint({
    method: 'PUT',
    path: '/public-address',
    summary: 'Sets where links in letters lead; null takes the address that the program was started with.',
    body: z.strictObject({ address: Address.nullable() }),
    response: Outgoing,
  }),
}
