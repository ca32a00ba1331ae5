import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits for sessions, links and keys, safe in URLs and headers. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What is stored instead of a secret; a long random one needs no slow hash. */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest()
