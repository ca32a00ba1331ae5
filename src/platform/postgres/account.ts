import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { CannotStart } from '../cannot-start.ts'

/** The system user PostgreSQL runs as. */
export interface Account {
  uid: number
  gid: number
}

const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/**
 * Undefined where PostgreSQL can run as whoever runs us. PostgreSQL refuses to run as root, so root needs an account
 * for it: the owner of an existing database, else the user `caseward` or `postgres`, else a new user `caseward`.
 */
export function accountFor(cluster: string | undefined, log: (line: string) => void): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = cluster && statSync(cluster)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return accountNamed('caseward') ?? accountNamed('postgres') ?? createAccount(log)
}

/** Whether the account can enter the folder: parents may be closed, as /root is. */
export function canEnter(account: Account | undefined, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, stdio: 'ignore', cwd: '/' }).status === 0
}

function accountNamed(name: string): Account | undefined {
  const [uid, gid] = ['-u', '-g'].map((what) => {
    const { status, stdout } = spawnSync('id', [what, name], { encoding: 'utf8', env: { PATH: searchPath } })
    return status === 0 ? Number(stdout) : 0
  })
  return uid && gid ? { uid, gid } : undefined
}

function createAccount(log: (line: string) => void): Account {
  log('Adding the system user "caseward", because PostgreSQL does not run as root')
  const ways: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'caseward']],
    ['adduser', ['--system', '--group', '--no-create-home', 'caseward']],
  ]
  for (const [command, args] of ways) {
    spawnSync(command, args, { stdio: 'ignore', env: { PATH: searchPath } })
    const account = accountNamed('caseward')
    if (account) return account
  }
  throw new CannotStart(
    'PostgreSQL does not run as root, and the system user "caseward" could not be added. ' +
      'Please start Caseward as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  )
}
