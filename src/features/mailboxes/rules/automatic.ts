import { machineReasons } from './machine.ts'

/** May a program write to this address by itself? Never to machines, to ourselves, or to what is no address. */
export function mayWriteAutomatically(email: string, ownAddresses: readonly string[]): boolean {
  const facts = { headers: [], from: email.toLowerCase(), envelopeFrom: null, contentType: '', ownAddresses }
  return machineReasons(facts).length === 0
}
