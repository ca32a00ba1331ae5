import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** A browser for the journeys, started without a window. */
export async function openBrowser(): Promise<Browser> {
  const { executablePath, args } = await findBrowser()
  return chromium.launch({ executablePath, args, headless: true })
}

let shared: Promise<Browser> | undefined

/** The one browser of all journeys of a run, which ends with its process: a start takes both cores for a second. */
export async function sharedBrowser(): Promise<Browser> {
  if (!(await shared?.catch(() => null))?.isConnected()) shared = openBrowser()
  return shared!
}

/** The system's Chromium or Chrome, or the one that comes as a package (Linux x64), which needs nothing else. */
export async function findBrowser(): Promise<{ executablePath: string; args: string[] }> {
  // Its sandbox needs rights that containers and root do not give; the pages are our own. Without a graphics card an
  // imitated one would take half of the time that the journeys take.
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu']
  const installed = candidates().find(works)
  if (installed) return { executablePath: installed, args }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The browser journeys need Chromium or Chrome; none was found. Please install one.')
  }
  const { default: packaged } = await import('@sparticuz/chromium')
  return { executablePath: await packaged.executablePath(), args }
}

function candidates(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
  const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/bin', '/snap/bin')
  const mac = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...mac]
}

/** What stands at that path may be a mere placeholder that tells to install something. */
function works(path: string): boolean {
  if (!existsSync(path)) return false
  try {
    accessSync(path, constants.X_OK)
    return spawnSync(path, ['--version'], { timeout: 10_000 }).status === 0
  } catch {
    return false
  }
}
