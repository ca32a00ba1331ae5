import { existsSync, readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100

/** What Linux tells of a process: its parent, and the processor time that it and its ended children used, in ticks. */
function statOf(pid: number | string): { parent: number; own: number; ended: number } | null {
  const path = `/proc/${pid}/stat`
  if (!existsSync(path)) return null
  const text = readFileSync(path, 'utf8')
  // Behind the name, which may hold blanks, stand the state and the parent.
  const rest = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const at = (place: number) => Number(rest[place])
  return { parent: at(1), own: at(11) + at(12), ended: at(13) + at(14) }
}

/** Processor time of one process so far, in seconds; null where the system does not tell. */
export function secondsOf(pid: number): number | null {
  const stat = statOf(pid)
  return stat && stat.own / ticksPerSecond
}

/** The same of a whole PostgreSQL, which any of its processes stands for. */
export function secondsOfServer(pid: number): number | null {
  const server = statOf(pid)?.parent
  const stat = server === undefined ? null : statOf(server)
  if (!stat) return null
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && statOf(name)?.parent === server)
  const ofChildren = children.reduce((sum, name) => sum + (statOf(name)?.own ?? 0), 0)
  return (stat.own + stat.ended + ofChildren) / ticksPerSecond
}
