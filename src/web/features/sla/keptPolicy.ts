import type { DrawnPolicy } from './policyChanges.ts'

const keyOf = (id: string | null) => `caseward-policy-${id ?? 'new'}`

/** What was drawn of a policy on this device and not published; nothing where the policy has a newer version since. */
export function keptPolicy(id: string | null, version: number): DrawnPolicy | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(id)) ?? 'null') as { version: number; drawn: DrawnPolicy } | null
    return kept?.version === version ? kept.drawn : null
  } catch {
    return null
  }
}

export function keepPolicy(id: string | null, version: number, drawn: DrawnPolicy) {
  try {
    localStorage.setItem(keyOf(id), JSON.stringify({ version, drawn }))
  } catch {
    // a full or forbidden store: the form itself still holds what was drawn
  }
}

export const forgetPolicy = (id: string | null) => localStorage.removeItem(keyOf(id))
