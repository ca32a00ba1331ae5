/** The settings of one installation, read once at the start. */
export interface Config {
  port: number
  host: string
  dataDir: string
  databaseUrl: string | null
  /** Public address, without a trailing slash. */
  url: string
  adminEmail: string | null
  adminPassword: string | null
  demo: boolean
  smtpInPort: number
  /** `smtp://` or `smtps://` URL; null: outgoing mail is kept and shown as "would be sent". */
  smtpOut: string | null
}
