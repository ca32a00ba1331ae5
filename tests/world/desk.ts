import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import nodemailer, { type SendMailOptions } from 'nodemailer'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { onTestFailed } from 'vitest'
import { sharedBrowser } from './browser.ts'
import { type CustomerMail, openCustomerMail } from './customer-mail.ts'
import { cloneDatabase } from './database.ts'
import { home, type Installation, newInstallation, startProgram } from './program.ts'

export const support = 'support@caseward.example'
export const everybodysPassword = 'a-long-enough-word'
export const mira = { name: 'Administrator', email: 'mira.kaplan@norrvik.example' }
const patienceMilliseconds = 40_000
/** Nobody here thinks better of a letter, so none waits for that. */
const undoSeconds = 1

/** The whole program at work, with people in front of it, and the mail server of everybody outside. */
export interface Desk {
  installation: Installation
  customers: CustomerMail
  /** What went wrong in any page, such as an error that nobody caught. */
  problems: string[]
  /** Somebody's own browser, signed in; without `email`, one that nobody has used yet. */
  seat: (email?: string, screen?: Pick<BrowserContextOptions, 'viewport' | 'hasTouch'>) => Promise<Page>
  /** The API as Mira uses it. */
  api: <T>(method: string, path: string, body?: object) => Promise<T>
  /** A mail by real SMTP; answers with its Message-ID. */
  write: (mail: SendMailOptions) => Promise<string>
  /** Ends the program as a machine does that goes down, and answers with its exit code; `start` opens it again. */
  stop: () => Promise<number | string>
  start: () => Promise<void>
  close: () => Promise<void>
}

interface Beginning {
  /** Leaves the first page to be filled in; otherwise Mira has been made administrator by the settings. */
  fresh?: boolean
  /** A backup that is brought back first. */
  restored?: string
}

export async function openDesk({ fresh = false, restored }: Beginning = {}): Promise<Desk> {
  const installation = await newInstallation()
  const customers = await openCustomerMail()
  // How the program makes a database of its own is tried where it is made, and where people begin on one.
  const database = fresh || restored ? null : await cloneDatabase()
  const first = { CASEWARD_ADMIN_EMAIL: mira.email, CASEWARD_ADMIN_PASSWORD: everybodysPassword }
  Object.assign(installation.environment, {
    CASEWARD_URL: 'http://caseward.example',
    CASEWARD_SMTP_OUT: customers.url,
    ...(fresh || restored ? {} : first),
    ...(database && { DATABASE_URL: database.url }),
  })
  if (restored) {
    const env = { PATH: process.env.PATH, ...installation.environment }
    await promisify(execFile)(process.execPath, ['bin/caseward.js', 'restore', restored], { cwd: home, env })
  }
  let program = startProgram(installation)
  const browser = await sharedBrowser()
  const contexts: BrowserContext[] = []
  await program.opened
  const problems: string[] = []
  const { url, environment } = installation
  const relay = nodemailer.createTransport({
    host: '127.0.0.1',
    port: Number(environment.CASEWARD_SMTP_IN),
    ignoreTLS: true,
  })

  const request = (method: string, path: string, body?: object, cookie = '') =>
    fetch(`${url}/api/v1${path}`, {
      method,
      headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
  const signIn = async (email: string) => {
    const answer = await request('POST', '/session', { email, password: everybodysPassword })
    const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!
    await request('PATCH', '/me', { undoSeconds }, cookie)
    return cookie
  }
  const stop = () => {
    program.process.kill('SIGTERM')
    return program.ended
  }
  let ours: Promise<string> | undefined
  const desk: Desk = {
    installation,
    customers,
    problems,
    seat: async (email, screen) => {
      const usual = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', baseURL: url } as const
      const context = await browser.newContext({ ...usual, ...screen })
      contexts.push(context)
      if (email) {
        const [name, value] = (await signIn(email)).split('=') as [string, string]
        await context.addCookies([{ name, value, url }])
      }
      const page = await context.newPage()
      page.setDefaultTimeout(patienceMilliseconds)
      page.on('pageerror', (error) => problems.push(error.message))
      return page
    },
    api: async <T>(method: string, path: string, body?: object) => {
      ours ??= signIn(mira.email)
      const answer = await request(method, path, body, await ours)
      const said = await answer.text()
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${said}`)
      return JSON.parse(said) as T
    },
    write: async (mail) => (await relay.sendMail({ to: support, ...mail })).messageId,
    stop,
    start: () => {
      program = startProgram(installation)
      return program.opened
    },
    close: async () => {
      for (const context of contexts) await context.close()
      await stop()
      await customers.close()
      await installation.remove()
      await database?.drop()
    },
  }
  if (!fresh && !restored) await offerEveryType(desk)
  return desk
}

/** A new installation offers few types; whoever is at this desk has chosen all of them. */
async function offerEveryType({ api }: Desk): Promise<void> {
  const { items } = await api<{ items: { id: string; version: number; disabled: boolean }[] }>('GET', '/types')
  for (const { id, version, disabled } of items)
    if (disabled) await api('PATCH', `/types/${id}`, { version, disabled: false })
}

/** Leaves a picture of what the browser showed when the test failed, for whoever mends it. */
export function showOnFailure({ problems }: Desk, ...pages: Page[]): void {
  onTestFailed(async () => {
    for (const [at, page] of pages.entries()) {
      const picture = join(tmpdir(), `caseward-journey-${at}.png`)
      await page.screenshot({ path: picture })
      console.error(`${page.url()} looked like ${picture}; ${problems.join('; ')}`)
    }
  })
}
