import { inTransaction, type Runtime, systemActor } from '../../../platform/runtime.ts'
import { dueContracts, setSettleAt } from '../store/contracts.ts'
import { settleOne } from './contracts.ts'

const batch = 50
/** A contract that fails is left alone for so long, so that it does not hold up the others. */
const retryMilliseconds = 3_600_000

/** Settles every contract that is due, each in a transaction of its own. Answers how many were looked at. */
export async function settleDue(runtime: Runtime): Promise<number> {
  let looked = 0
  for (;;) {
    const ids = await dueContracts(runtime.db, runtime.now(), batch)
    for (const id of ids) await settleAlone(runtime, id)
    looked += ids.length
    if (ids.length < batch) return looked
  }
}

async function settleAlone(runtime: Runtime, id: string): Promise<void> {
  try {
    await inTransaction(runtime, systemActor, (ctx) => settleOne(ctx, id))
  } catch (error) {
    runtime.log.error({ err: error, contractId: id }, 'the ledgers of a contract could not be settled')
    await setSettleAt(runtime.db, id, new Date(runtime.now().getTime() + retryMilliseconds))
  }
}
