import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { CannotStart } from './cannot-start.ts'

/** True as soon as the port can be listened on, false when it is still taken after `milliseconds`. */
export async function whenFree(port: number, host: string, milliseconds: number): Promise<boolean> {
  for (let waited = 0; ; waited += 100) {
    if (await isFree(port, host)) return true
    if (waited >= milliseconds) return false
    await sleep(100)
  }
}

/** Throws CannotStart when the port can never be had: not allowed, or not an address of this machine. */
export function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((done, failed) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') done(false)
      else failed(new CannotStart(`Port ${port} of ${host} cannot be listened on: ${error.message}.`))
    })
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => done(true)))
  })
}
