import { randomBytes } from 'node:crypto'
import type { Db } from './context.ts'

/** Secrets that this installation makes once and keeps with its data, so that what they signed stays good after a restore. */
export type InstallationSecret = 'mail_token_secret'

/** What an administrator set while the program ran, by name; `smtp_out` is sealed. */
export type InstallationSetting = 'smtp_out' | 'public_address'

export const installationSetting = (db: Db, name: InstallationSetting): Promise<string | null> =>
  db
    .selectFrom('installation_value')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst()
    .then((row) => row?.value ?? null)

/** Null takes it away. */
export async function setInstallation(
  db: Db,
  name: InstallationSetting,
  value: string | null,
  now: Date,
): Promise<void> {
  await db.deleteFrom('installation_value').where('name', '=', name).execute()
  if (value !== null) await db.insertInto('installation_value').values({ name, value, created_at: now }).execute()
}

/** The secret of that name, made at its first use. Of several first uses at the same time, all get the same one. */
export async function installationSecret(db: Db, name: InstallationSecret, now: Date): Promise<Buffer> {
  const known = await find(db, name)
  if (known) return known
  await db
    .insertInto('installation_value')
    .values({ name, value: randomBytes(32).toString('base64'), created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await find(db, name))!
}

async function find(db: Db, name: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('installation_value').select('value').where('name', '=', name).executeTakeFirst()
  return row && Buffer.from(row.value, 'base64')
}
