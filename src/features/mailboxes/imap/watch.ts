import { setTimeout as sleep } from 'node:timers/promises'
import type { Runtime } from '../../../platform/runtime.ts'
import { openVault } from '../../../platform/vault.ts'
import { clientFor, failedStep, problemOf } from './connect.ts'
import type { ImapSettings } from './contract.ts'
import { fetchNew } from './fetch.ts'
import { openSecret } from './settings.ts'
import * as store from './store.ts'

/** How often it is looked at settings that changed, and at servers that do not tell of new mail by themselves. */
const settingsMilliseconds = 2_000
const lookMilliseconds = 120_000
const firstPause = 1_000
const longestPause = 300_000

/** Fetches the mail of every mailbox that is set up for it, each in a loop of its own, until stopped. */
export function startImap(runtime: Runtime): { stop: () => Promise<void> } {
  const ending = new AbortController()
  const loops = new Map<string, { key: string; end: AbortController; done: Promise<void> }>()
  const settle = async () => {
    const wanted = await store.fetchingMailboxes(runtime.db)
    const keys = new Map(wanted.map((mailbox) => [mailbox.id, keyOf(mailbox)]))
    for (const [id, loop] of loops) {
      if (keys.get(id) === loop.key) continue
      loop.end.abort()
      await loop.done
      loops.delete(id)
    }
    for (const mailbox of wanted) {
      if (loops.has(mailbox.id)) continue
      const end = new AbortController()
      loops.set(mailbox.id, { key: keyOf(mailbox), end, done: watch(runtime, mailbox, end.signal) })
    }
  }
  const running = (async () => {
    while (!ending.signal.aborted) {
      await settle().catch((err: unknown) => runtime.log.warn({ err }, 'mailboxes cannot be read'))
      await pause(settingsMilliseconds, ending.signal)
    }
    for (const loop of loops.values()) loop.end.abort()
    await Promise.all([...loops.values()].map((loop) => loop.done))
  })()
  return {
    stop: async () => {
      ending.abort()
      await running
    },
  }
}

const keyOf = ({ settings, secret }: store.ImapMailbox) => JSON.stringify([settings, secret?.toString('base64')])

/** Connects again whatever happens, waiting longer each time; what stands in the way is shown on the mailbox. */
async function watch(runtime: Runtime, mailbox: store.ImapMailbox, end: AbortSignal): Promise<void> {
  const settings = mailbox.settings!
  let waiting = firstPause
  while (!end.aborted) {
    try {
      const password = openSecret(openVault(runtime.config.dataDir), mailbox.secret!)
      if (password === null) throw new Error('the stored password cannot be read here; enter it again')
      await session(runtime, mailbox.id, settings, password, end, () => {
        waiting = firstPause
      })
    } catch (error) {
      if (end.aborted) return
      // Where the database is away, the mail server is not to blame, and the wait ends soon after it is back.
      const problem = { said: problemOf(error, settings), signIn: failedStep(error) === 'sign_in', waiting }
      if (!(await report(runtime, mailbox.id, problem))) waiting = firstPause
    }
    await pause(waiting * (0.8 + 0.4 * Math.random()), end)
    waiting = Math.min(waiting * 2, longestPause)
  }
}

async function session(
  runtime: Runtime,
  id: string,
  settings: ImapSettings,
  password: string,
  end: AbortSignal,
  well: () => void,
): Promise<void> {
  const client = await clientFor(settings, password)
  let wake = () => {}
  let isNew = false
  client.on('exists', () => {
    isNew = true
    wake()
  })
  client.on('close', () => wake())
  const leave = () => client.close()
  end.addEventListener('abort', leave, { once: true })
  try {
    await client.connect()
    await client.mailboxOpen(settings.folder)
    while (!end.aborted) {
      isNew = false
      await fetchNew(runtime, client, id)
      await report(runtime, id, null)
      well()
      if (isNew) continue
      const told = new Promise<void>((resolve) => {
        wake = resolve
      })
      const looking = new AbortController()
      client.idle().catch(() => wake())
      await Promise.race([told, pause(lookMilliseconds, looking.signal)])
      looking.abort()
      if (!client.usable && !end.aborted) throw new Error('the server ended the connection')
    }
  } finally {
    end.removeEventListener('abort', leave)
    client.close()
  }
}

interface Problem {
  said: string
  signIn: boolean
  /** Milliseconds until it is tried again. */
  waiting: number
}

const nextTry = (runtime: Runtime, { waiting, signIn }: Problem) => ({
  nextTryAt: new Date(runtime.now().getTime() + waiting).toISOString(),
  signInRefused: signIn,
})

/** Told once when it changes, so that open screens hear of it. False when it could not be written down. */
async function report(runtime: Runtime, id: string, problem: Problem | null): Promise<boolean> {
  try {
    const before = (await store.findImap(runtime.db, id))?.state
    const state = problem === null ? 'connected' : 'failing'
    const said = problem?.said ?? null
    const asBefore = before?.state === state && (before.lastError ?? null) === said
    if (asBefore && !problem) return true
    const since = before?.state === state ? {} : { since: runtime.now().toISOString() }
    await store.mergeState(runtime.db, id, {
      state,
      lastError: said,
      ...since,
      ...(problem && nextTry(runtime, problem)),
    })
    if (asBefore) return true
    runtime.publish([{ kind: 'settings', id }])
    return true
  } catch (err) {
    runtime.log.warn({ err }, 'the health of a mailbox could not be written down')
    return false
  }
}

const pause = (milliseconds: number, signal: AbortSignal) => sleep(milliseconds, undefined, { signal }).catch(() => {})
