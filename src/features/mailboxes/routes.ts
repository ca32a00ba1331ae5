import type { Handlers } from '../../platform/http/implement.ts'
import { decideMail } from './actions/decide-held.ts'
import { countLedger, getInboundMail, getLedgerEntry, listLedger, retryMail } from './actions/ledger.ts'
import { changeMailbox, createMailbox, listMailboxes } from './actions/mailboxes.ts'
import type { mailboxesContract } from './contract.ts'

export const mailboxesRoutes: Handlers<typeof mailboxesContract> = {
  getInboundMail: (ctx, { params }) => getInboundMail(ctx, params.id),
  listLedger: (ctx, { query }) => listLedger(ctx, query),
  getLedgerEntry: (ctx, { params }) => getLedgerEntry(ctx, params.id),
  retryMail: (ctx, { params }) => retryMail(ctx, params.id),
  countLedger: (ctx) => countLedger(ctx),
  decideMail: (ctx, { params, body }) => decideMail(ctx, params.id, body),
  listMailboxes: async (ctx) => ({ items: await listMailboxes(ctx) }),
  createMailbox: (ctx, { body }) => createMailbox(ctx, body),
  changeMailbox: (ctx, { params, body }) => changeMailbox(ctx, params.id, body),
}
