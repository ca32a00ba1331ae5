import { plausibleEmail } from './header-values.ts'
import { oneLine } from './safe-text.ts'

/** The invitation in a mail (RFC 5546), as far as a person needs to see it beside the text. */
export interface CalendarInvite {
  method: string | null
  uid: string | null
  summary: string | null
  location: string | null
  organizer: string | null
  /** As written, with its zone if one is named: 20261123T090000 (Europe/Berlin). */
  start: string | null
  end: string | null
}

const SEARCHED_CHARS = 100_000

export function inviteOf(calendar: string): CalendarInvite | null {
  const lines = calendar
    .slice(0, SEARCHED_CHARS)
    .replace(/\n[ \t]/g, '')
    .split('\n')
  const from = lines.findIndex((line) => /^BEGIN:VEVENT\s*$/i.test(line))
  if (from < 0) return null
  const event = lines.slice(from + 1, from + 500)
  const time = (name: string) => {
    const found = fieldOf(event, name)
    return found ? `${found.value}${found.zone ? ` (${found.zone})` : ''}` : null
  }
  return {
    method: fieldOf(lines.slice(0, from), 'METHOD')?.value.toUpperCase() ?? null,
    uid: fieldOf(event, 'UID')?.value ?? null,
    summary: fieldOf(event, 'SUMMARY')?.value ?? null,
    location: fieldOf(event, 'LOCATION')?.value ?? null,
    organizer: plausibleEmail((fieldOf(event, 'ORGANIZER')?.value ?? '').replace(/^mailto:/i, '')),
    start: time('DTSTART'),
    end: time('DTEND'),
  }
}

function fieldOf(lines: string[], name: string): { value: string; zone: string | null } | null {
  for (const line of lines) {
    const match = new RegExp(`^${name}((?:;[^:;"]*(?:"[^"]*")?)*):(.*)$`, 'i').exec(line.slice(0, 2000))
    if (!match) continue
    const value = oneLine(match[2]!.replace(/\\n/gi, ' ').replace(/\\([,;\\])/g, '$1'), 500)
    return value ? { value, zone: /;TZID="?([^";:]+)/i.exec(match[1] ?? '')?.[1] ?? null } : null
  }
  return null
}
