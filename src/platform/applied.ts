import { installationSetting } from './installation.ts'
import type { Runtime } from './runtime.ts'
import { openVault } from './vault.ts'

/** How long another process may go on with a setting that was changed here. */
const everyMilliseconds = 10_000

/** Takes up what an administrator set, where the environment does not decide. What another key sealed counts as not set. */
export async function applySettings({ db, config, log }: Pick<Runtime, 'db' | 'config' | 'log'>): Promise<void> {
  if (!config.given.smtpOut) {
    const sealed = await installationSetting(db, 'smtp_out')
    try {
      config.smtpOut = sealed && openVault(config.dataDir).open(Buffer.from(sealed, 'base64'))
    } catch {
      if (config.smtpOut !== null) log.warn('The outgoing mail server was sealed with another key. Enter it anew.')
      config.smtpOut = null
    }
  }
  if (!config.given.url) config.links = (await installationSetting(db, 'public_address')) ?? config.url
}

/** Takes settings up now and again, so that every process hears of them; answers with how to stop. */
export async function followSettings(runtime: Runtime): Promise<() => void> {
  await applySettings(runtime).catch((error: { code?: string }) => {
    // a database without tables, which only the doctor looks at: nobody has set anything there
    if (error.code !== '42P01') throw error
  })
  const timer = setInterval(() => {
    applySettings(runtime).catch((err: unknown) => runtime.log.warn({ err }, 'settings could not be read'))
  }, everyMilliseconds)
  timer.unref()
  return () => clearInterval(timer)
}
