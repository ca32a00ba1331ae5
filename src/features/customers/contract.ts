import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import {
  Email,
  Id,
  InstantOut,
  Language,
  Named,
  Paging,
  PlainDate,
  page,
  Tag,
  Text,
  TimeZone,
  Version,
} from '../../platform/shapes.ts'

const Money = z.object({ minor: z.int(), currency: z.string() })

export const Account = z.object({
  id: Id,
  name: z.string(),
  tier: z.string().nullable(),
  industry: z.string().nullable(),
  domains: z.array(z.string()),
  customerSince: z.string().nullable(),
  city: z.string().nullable(),
  country: z.string().nullable(),
  phone: z.string().nullable(),
  website: z.string().nullable(),
  currency: z.string(),
  valueYear: Money.nullable(),
  valueTotal: Money.nullable(),
  valueByYear: z.array(z.object({ year: z.int(), minor: z.int() })),
  renewalOn: z.string().nullable(),
  pinnedNote: z.object({ text: z.string(), by: z.string().nullable(), at: InstantOut.nullable() }).nullable(),
  namedAgent: Named.nullable(),
  tags: z.array(z.string()),
  createdAt: InstantOut,
  version: Version,
})
export type Account = z.infer<typeof Account>

export const AccountRow = Account.pick({
  id: true,
  name: true,
  tier: true,
  industry: true,
  city: true,
  country: true,
  valueYear: true,
  renewalOn: true,
}).extend({
  openCases: z.int(),
  breachedCases: z.int(),
  contacts: z.int(),
  lastContactAt: InstantOut.nullable(),
})

export type AccountRow = z.infer<typeof AccountRow>

/** The other direction: what those cases of an account say that the reader may see; hidden restricted ones are counted alone. */
export const AccountPulse = z.object({
  openCases: z.int(),
  restrictedCases: z.int(),
  byPriority: z.record(z.string(), z.int()),
  oldestOpenAt: InstantOut.nullable(),
  breachedOpen: z.int(),
  resolved90Days: z.int(),
  lastContactAt: InstantOut.nullable(),
})

export const ContactEmail = z.object({
  email: z.string(),
  undeliverableAt: InstantOut.nullable(),
  undeliverableReason: z.string().nullable(),
})
export const Contact = z.object({
  id: Id,
  name: z.string(),
  role: z.string().nullable(),
  account: Named.nullable(),
  /** False while only the mail domain suggests the account. */
  accountVerified: z.boolean(),
  vip: z.boolean(),
  language: z.string().nullable(),
  timeZone: z.string().nullable(),
  emails: z.array(ContactEmail),
  phones: z.array(z.string()),
  notes: z.string().nullable(),
  tags: z.array(z.string()),
  createdAt: InstantOut,
  version: Version,
})
export type Contact = z.infer<typeof Contact>

/** An account with its people and what its cases say. */
export const WholeAccount = Account.extend({
  pulse: AccountPulse,
  /** The first hundred by name; `GET /contacts?account=` has all. */
  contacts: z.array(Contact),
  contactCount: z.int(),
})
export type WholeAccount = z.infer<typeof WholeAccount>

const AccountFields = {
  tier: Text(40).nullable(),
  industry: Text(80).nullable(),
  domains: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[a-z0-9.-]+\.[a-z]{2,}$/, 'a domain such as example.com'),
    )
    .max(50),
  customerSince: PlainDate.nullable(),
  city: Text(80).nullable(),
  country: Text(80).nullable(),
  phone: Text(40).nullable(),
  website: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .nullable(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  valueYearMinor: z.int().nullable(),
  valueTotalMinor: z.int().nullable(),
  renewalOn: PlainDate.nullable(),
  pinnedNote: Text(2000).nullable(),
  namedAgentId: Id.nullable(),
  tags: z.array(Tag).max(50),
}
const ContactFields = {
  role: Text(120).nullable(),
  accountId: Id.nullable(),
  vip: z.boolean(),
  language: Language.nullable(),
  timeZone: TimeZone.nullable(),
  emails: z.array(Email).max(20),
  phones: z.array(Text(40)).max(20),
  notes: Text(4000).nullable(),
  tags: z.array(Tag).max(50),
}
const ChangeAccount = z.strictObject({ version: Version, name: Text(200).optional(), ...partial(AccountFields) })
export type ChangeAccount = z.output<typeof ChangeAccount>
const ChangeContact = z.strictObject({ version: Version, name: Text(200).optional(), ...partial(ContactFields) })
export type ChangeContact = z.output<typeof ChangeContact>
const byId = z.object({ id: Id })
const Listing = Paging.extend({
  q: z.string().max(200).optional(),
  sort: z.enum(['name', 'value', 'renewal', 'open']).default('name'),
})

export const customersContract = {
  listAccounts: endpoint({
    method: 'GET',
    path: '/accounts',
    summary: 'Accounts with their open cases.',
    query: Listing.extend({ tier: z.string().max(40).optional() }).strict(),
    response: page(AccountRow),
  }),
  getAccount: endpoint({
    method: 'GET',
    path: '/accounts/:id',
    summary: 'One account and what its cases say.',
    params: byId,
    response: WholeAccount,
  }),
  createAccount: endpoint({
    method: 'POST',
    path: '/accounts',
    summary: 'Makes an account.',
    body: z.strictObject({ name: Text(200), ...partial(AccountFields) }),
    response: Account,
  }),
  changeAccount: endpoint({
    method: 'PATCH',
    path: '/accounts/:id',
    summary: 'Changes an account.',
    params: byId,
    body: ChangeAccount,
    response: Account,
  }),
  listContacts: endpoint({
    method: 'GET',
    path: '/contacts',
    summary: 'Contacts, by name, address or account.',
    query: Paging.extend({ q: z.string().max(200).optional(), account: Id.optional() }).strict(),
    response: page(Contact),
  }),
  getContact: endpoint({
    method: 'GET',
    path: '/contacts/:id',
    summary: 'One contact.',
    params: byId,
    response: Contact.extend({ openCases: z.int(), lastContactAt: InstantOut.nullable() }),
  }),
  createContact: endpoint({
    method: 'POST',
    path: '/contacts',
    summary: 'Makes a contact.',
    body: z.strictObject({ name: Text(200), ...partial(ContactFields) }),
    response: Contact,
  }),
  changeContact: endpoint({
    method: 'PATCH',
    path: '/contacts/:id',
    summary: 'Changes a contact.',
    params: byId,
    body: ChangeContact,
    response: Contact,
  }),
}

function partial<T extends Record<string, z.ZodType>>(fields: T): { [K in keyof T]: z.ZodOptional<T[K]> } {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.optional()])) as {
    [K in keyof T]: z.ZodOptional<T[K]>
  }
}
