import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Keeps secrets that the program must read again, such as mailbox passwords: sealed at rest, never answered. */
export interface Vault {
  seal: (text: string) => Buffer
  /** Throws when the bytes were sealed by another installation, or changed. */
  open: (sealed: Buffer) => string
}

const nonceBytes = 12
const tagBytes = 16

/** AES-256-GCM under a key of its own file in the data folder, so that the database alone gives nothing away. */
export function openVault(dataDir: string): Vault {
  const key = keyOf(dataDir)
  return {
    seal: (text) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    open: (sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
      decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
      return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8')
    },
  }
}

/** Made once; a file that is there already wins, also over another process that makes its own at the same time. */
function keyOf(dataDir: string): Buffer {
  const path = join(dataDir, 'secret.key')
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true })
    const made = `${path}.${randomBytes(6).toString('hex')}`
    writeFileSync(made, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx', flush: true })
    try {
      linkSync(made, path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(made, { force: true })
    }
  }
  chmodSync(path, 0o600)
  return Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')
}
