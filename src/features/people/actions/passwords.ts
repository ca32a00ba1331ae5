import { hash, verify } from '@node-rs/argon2'
import { newSecret } from '../../../platform/secrets.ts'

/** argon2id with the parameters OWASP recommends (19 MiB, 2 passes), which are the library's own. */
export const passwordHash = (password: string): Promise<string> => hash(password)

let nobodysHash: Promise<string> | undefined

/** Takes as long for an unknown or invited person as for a wrong password, so that time tells nothing. */
export async function passwordIsRight(stored: string | null | undefined, password: string): Promise<boolean> {
  if (stored) return verify(stored, password)
  nobodysHash ??= hash(newSecret())
  await verify(await nobodysHash, password)
  return false
}
