import type { Handlers } from '../../platform/http/implement.ts'
import { changeAccount, createAccount, getAccount, listAccounts } from './actions/accounts.ts'
import { changeContact, createContact, getContact } from './actions/contacts.ts'
import type { customersContract } from './contract.ts'
import { listContacts } from './store/contacts.ts'

export const customersRoutes: Handlers<typeof customersContract> = {
  listAccounts: (ctx, { query }) => listAccounts(ctx, query),
  getAccount: (ctx, { params }) => getAccount(ctx, params.id),
  createAccount: (ctx, { body }) => createAccount(ctx, body),
  changeAccount: (ctx, { params, body }) => changeAccount(ctx, params.id, body),
  listContacts: (ctx, { query }) => {
    ctx.require('customers.read')
    return listContacts(ctx.db, query)
  },
  getContact: (ctx, { params }) => getContact(ctx, params.id),
  createContact: (ctx, { body }) => createContact(ctx, body),
  changeContact: (ctx, { params, body }) => changeContact(ctx, params.id, body),
}
