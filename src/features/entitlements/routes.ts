import type { Handlers } from '../../platform/http/implement.ts'
import {
  cancelContract,
  changeContract,
  createContract,
  getContract,
  listContracts,
  renewContract,
} from './actions/contracts.ts'
import { accountCoverage, caseCoverage, chooseCoverage, decideUncovered, reserveHours } from './actions/coverage.ts'
import { addEntry, listLedger } from './actions/ledger.ts'
import type { entitlementsContract } from './contract.ts'

export const entitlementsRoutes: Handlers<typeof entitlementsContract> = {
  listContracts: (ctx, { query }) => listContracts(ctx, query),
  getContract: (ctx, { params }) => getContract(ctx, params.id),
  createContract: (ctx, { body }) => createContract(ctx, body),
  changeContract: (ctx, { params, body }) => changeContract(ctx, params.id, body),
  renewContract: (ctx, { params, body }) => renewContract(ctx, params.id, body),
  cancelContract: (ctx, { params, body }) => cancelContract(ctx, params.id, body),
  listContractLedger: (ctx, { params, query }) => listLedger(ctx, params.id, query),
  addEntry: (ctx, { params, body }) => addEntry(ctx, params.id, body),
  accountCoverage: (ctx, { params, query }) => accountCoverage(ctx, params.id, query),
  caseCoverage: (ctx, { params }) => caseCoverage(ctx, params.id),
  chooseCoverage: (ctx, { params, body }) => chooseCoverage(ctx, params.id, body),
  decideUncovered: (ctx, { params, body }) => decideUncovered(ctx, params.id, body),
  reserveHours: (ctx, { params, body }) => reserveHours(ctx, params.id, body.minutes),
}
