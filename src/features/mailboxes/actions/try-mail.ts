import type { Runtime } from '../../../platform/runtime.ts'
import type { InboundMailAnswer } from '../contract.ts'
import { noteFailure, waitingSince } from '../store/inbound.ts'
import { mostAttempts, processMail } from './process-mail.ts'

const batch = 500

const underWay = new WeakMap<Runtime, Map<string, Promise<InboundMailAnswer>>>()

/**
 * Processes a mail; throws what went wrong after writing it down. Who comes to one that is just being tried waits for that:
 * each try counts, and a kill amid two of them would be taken for two ends of the program by this mail.
 */
export function tryMail(runtime: Runtime, id: string, most = mostAttempts): Promise<InboundMailAnswer> {
  const trying = underWay.get(runtime) ?? new Map<string, Promise<InboundMailAnswer>>()
  underWay.set(runtime, trying)
  const begun = trying.get(id)
  if (begun) return begun
  const trial = tryOnce(runtime, id, most).finally(() => trying.delete(id))
  trying.set(id, trial)
  return trial
}

async function tryOnce(runtime: Runtime, id: string, most: number): Promise<InboundMailAnswer> {
  try {
    return await processMail(runtime, id)
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    await noteFailure(runtime.db, id, { error: text.slice(0, 500), mostAttempts: most, at: runtime.now() })
    runtime.publish([{ kind: 'mail', id }])
    throw error
  }
}

/** Works off every mail that waited before `before`, until told to stop; one that fails does not keep the others. */
export async function takeUpWaiting(runtime: Runtime, before: Date, stop?: AbortSignal): Promise<void> {
  for (const { id } of await waitingSince(runtime.db, before, batch)) {
    if (stop?.aborted) return
    await tryMail(runtime, id).catch((error: unknown) => runtime.log.error({ err: error, mailId: id }, 'mail failed'))
  }
}
