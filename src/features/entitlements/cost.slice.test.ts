import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRecording } from '../../../tests/world/statements.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { idAt } from '../../platform/ids.ts'
import { inTransaction, type Runtime, systemActor } from '../../platform/runtime.ts'
import { createCase } from '../cases/actions/create-case.ts'
import { getCase } from '../cases/actions/views.ts'
import { casesContract } from '../cases/contract.ts'
import { wrongBalances } from './actions/ledger.ts'

let world: World
let recording: ReturnType<typeof openRecording>

beforeAll(async () => {
  world = await testWorld()
  recording = openRecording(world.runtime.config.databaseUrl!)
})
afterAll(async () => {
  await recording.close()
  await world.close()
})

const account = async () => (await world.as('ana').customers.createAccount({ body: { name: 'Halden Optics' } })).id

async function agree(accountId: string, kind: 'incidents' | 'hours', amount: number) {
  const entitlements = [{ id: idAt(world.now), name: kind, kind, amount }]
  const terms = { name: kind, startsOn: '2026-11-01', endsOn: '2027-10-31', timeZone: 'UTC', entitlements }
  return world.as('mira').entitlements.createContract({ body: { accountId, ...terms } })
}

const openFor = (runtime: Runtime, contactId: string) =>
  inTransaction(runtime, systemActor, async (ctx) => {
    const said = { subject: 'The laser drifts', message: 'It drifts again', contactId }
    const id = await createCase(ctx, casesContract.createCase.body!.parse(said))
    await ctx.settle()
    return getCase(ctx, id)
  })

// As in cases: this ceiling falls, it never rises without a reason.
test('a new case that takes an incident of a service contract takes eleven statements, answer included', async () => {
  const runtime: Runtime = { ...world.runtime, db: recording.db }
  const accountId = await account()
  const contact = (await world.as('ana').customers.createContact({ body: { name: 'Greta Lund', accountId } })).id
  const { id } = await agree(accountId, 'incidents', 20)
  await agree(accountId, 'hours', 600)
  // What is read once and then known does not count.
  await openFor(runtime, contact)
  recording.statements.length = 0
  const made = await openFor(runtime, contact)
  expect(recording.statements.length).toBeLessThanOrEqual(11)
  expect(await world.as('ana').entitlements.caseCoverage({ params: { id: made.id } })).toMatchObject({
    coverage: { verdict: 'covered', contract: { id, standings: [{ balance: 18 }] } },
  })
})

test('the balance that is kept is the sum of the ledger, through all that moves it', async () => {
  const accountId = await account()
  const contact = (await world.as('ana').customers.createContact({ body: { name: 'Per Lund', accountId } })).id
  const { id } = await agree(accountId, 'incidents', 10)
  for (let taken = 0; taken < 11; taken++) await openFor(world.runtime, contact)
  const { items } = await world.as('mira').entitlements.listContractLedger({ params: { id }, query: {} })
  expect(items.filter(({ kind }) => kind === 'warning')).toHaveLength(2)
  expect(await wrongBalances(world.runtime.db)).toEqual([])
  await world.runtime.db.updateTable('entitlement').set({ balance: 7 }).where('contract_id', '=', id).execute()
  expect(await wrongBalances(world.runtime.db)).toMatchObject([{ contract: expect.any(Number) }])
})
