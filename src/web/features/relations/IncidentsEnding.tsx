import { Checkbox, NativeSelect, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Requirement } from '../../../features/cases/contract/case-row.ts'
import { api } from '../../api.ts'
import { counted } from '../../ui/amounts.ts'
import { IconCheck, IconCircle } from '../../ui/icons.ts'
import styles from './relations.module.css'
import { hiddenWords } from './words.ts'

export interface Ending {
  codes: Record<string, string>
  tellCustomers: boolean
  /** What the incidents end with, where that is not the summary of the problem. */
  summary?: string
}

interface Props {
  id: string
  number: string
  restricted: boolean
  closing: { code: string; summary: string; rootCause: string }
  ending: Ending
  onChange: (ending: Ending) => void
}

/** What resolving a problem does to its incidents, each through its own gate, before the button is pressed. */
export function IncidentsEnding({ id, number, restricted, closing, ending, onChange }: Props) {
  const [asked] = useDebouncedValue(
    JSON.stringify({ ...closing, incidentSummary: ending.summary ?? '', codes: ending.codes }),
    400,
  )
  const { data } = useQuery({
    queryKey: ['case', number, 'outlook', asked],
    queryFn: () => api.relations.previewClosing({ params: { id }, body: bodyOf(JSON.parse(asked)) }),
    placeholderData: keepPreviousData,
  })
  if (!data || data.items.length + data.hidden === 0) return null
  const stay = data.items.filter(({ missing }) => missing.length > 0)
  const go = data.items.length - stay.length
  return (
    <section className={styles.ending} aria-label="Its incidents">
      <h3>
        Its incidents: {go} will be resolved{stay.length > 0 && `, ${stay.length} cannot be yet and stay open`}
      </h3>
      <Textarea
        size="xs"
        label={restricted ? 'What their customers read' : 'What their customers read, if not the summary'}
        description={restricted && 'This case is restricted: its summary and root cause stay here.'}
        required={restricted && data.items.length > 0}
        autosize
        minRows={2}
        maxRows={6}
        value={ending.summary ?? ''}
        onChange={(event) => onChange({ ...ending, summary: event.currentTarget.value })}
      />
      {data.types.map(({ id: type, name, incidents, codes, code }) => (
        <NativeSelect
          key={type}
          size="xs"
          label={`Code of ${counted(incidents, 'incident')} of type ${name}`}
          value={code ?? ''}
          data={[{ value: '', label: 'Choose one' }, ...codes.map(({ key, label }) => ({ value: key, label }))]}
          onChange={(event) => onChange({ ...ending, codes: { ...ending.codes, [type]: event.currentTarget.value } })}
        />
      ))}
      <ul>
        {data.items.map(({ case: { id: each, number: incident, subject }, owner, missing }) => (
          <li key={each} data-stays={missing.length > 0 || undefined}>
            {missing.length === 0 ? (
              <IconCheck size={15} stroke={2} aria-label="Will be resolved" />
            ) : (
              <IconCircle size={15} stroke={1.8} aria-label="Stays open" />
            )}
            <span>
              {incident} {subject}
              <small>{missing.length === 0 ? owner?.name : lackOf(missing)}</small>
            </span>
          </li>
        ))}
        {data.more > 0 && <li data-more>{data.more} more are tried when the button is pressed</li>}
        {data.hidden > 0 && <li data-more>{hiddenWords(data.hidden)}: stays as it is</li>}
      </ul>
      <Checkbox
        checked={ending.tellCustomers}
        onChange={(event) => onChange({ ...ending, tellCustomers: event.currentTarget.checked })}
        label="Tell the customer of each incident, as its type asks"
      />
    </section>
  )
}

const onThisSheet = new Set(['summary', 'code', 'root_cause'])

/** What the fields above settle is not repeated for each incident. */
function lackOf(missing: Requirement[]): string {
  const own = missing.filter(({ key }) => !onThisSheet.has(key))
  const said = own.map(({ label }) => label).join('; ')
  return said ? `Stays open: ${said}` : 'Waits for the summary, code and cause above'
}

function bodyOf({ codes, ...said }: Props['closing'] & { incidentSummary: string; codes: Record<string, string> }) {
  const filled = Object.fromEntries(Object.entries(said).filter(([, value]) => value.trim() !== ''))
  return { ...filled, codes: Object.fromEntries(Object.entries(codes).filter(([, code]) => code !== '')) }
}
