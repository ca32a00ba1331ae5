import type { Content } from './eventParts.ts'

/** From version to version, where the stage is another one, and which values stand in no form any more. */
export function migratedWords(content: Content): string {
  const named = (key: string) => (content[key] as Record<string, string>[] | undefined) ?? []
  const left = named('left').map(({ label, words }) => (words ? `${label} (${words})` : label))
  const { by, fromVersion, toVersion, from, to } = content
  return [
    `Taken along from version ${fromVersion} to ${toVersion} of its type by ${by}`,
    ...(from === to ? [] : [`${from} → ${to}`]),
    ...named('renamed').map((each) => `${each.from} is now ${each.to}`),
    ...(left.length > 0 ? [`no longer asked for: ${left.join(', ')}`] : []),
  ].join('; ')
}

export function nextStepWords(content: Content): string {
  const to = content.to as { text?: string } | null
  return to?.text ? `Next step: ${to.text}` : 'Next step removed'
}
