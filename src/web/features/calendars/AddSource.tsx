import { Button, FileButton, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { NewSource } from '../../../features/calendars/contract/sources.ts'
import type { Calendar, HolidaySource, SourceDay } from '../../../features/calendars/contract.ts'
import { ApiProblem } from '../../../platform/client.ts'
import { api } from '../../api.ts'
import { counted } from '../../ui/amounts.ts'
import { wordsOf } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { LinesSkeleton } from '../../ui/States.tsx'
import studio from '../../ui/studio.module.css'
import styles from './calendars.module.css'
import { HolidayList } from './HolidayList.tsx'
import { calendarsQuery, countriesQuery } from './queries.ts'

export interface ChosenSource {
  source: NewSource
  switched: HolidaySource['switched']
  label: string
  days: readonly SourceDay[]
}

interface Props {
  /** Null while it is being made: then what is chosen is given to `onChosen`. */
  calendar: Calendar | null
  timeZone: string
  from: 'country' | 'ical'
  onChosen: (chosen: ChosenSource) => void
  onClose: () => void
}

/** Chooses a source and shows what it would bring before it is added. */
export function AddSource({ calendar, timeZone, from, onChosen, onClose }: Props) {
  const cache = useQueryClient()
  const countries = useQuery(countriesQuery).data?.items ?? []
  const [source, setSource] = useState<NewSource | null>(null)
  const [switched, setSwitched] = useState<HolidaySource['switched']>({})
  const [settled] = useDebouncedValue(source, 600)
  // An address is read once it is no longer being typed.
  const asked = source?.kind === 'address' ? settled : source
  const isAddress = source?.kind === 'address'
  const complete =
    asked !== null && (asked.kind !== 'address' || /^https?:\/\/([^\s/]+\.[^\s/]+|[^\s/]+\/\S)/.test(asked.address))
  const preview = useQuery({
    queryKey: ['holidays of', timeZone, asked],
    queryFn: () => {
      const { kind: _, ...rest } = asked!
      const choice = 'text' in rest ? { text: rest.text } : rest
      return api.calendars.readHolidays({ body: { timeZone, from: choice } })
    },
    enabled: complete,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const add = useMutation({
    mutationFn: () => api.calendars.addSource({ params: { id: calendar!.id }, body: { source: source!, switched } }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: calendarsQuery.queryKey })
      onClose()
    },
  })
  const choose = (next: NewSource | null) => {
    setSource(next)
    setSwitched({})
    add.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (!source) return
    if (calendar) return add.mutate()
    onChosen({ source, switched, label: labelOf(source, countries), days: preview.data?.days ?? [] })
    onClose()
  }
  // An address that cannot be read just now may be added all the same: it is tried again by itself.
  const ready = isAddress ? complete && asked === source && !preview.isFetching : preview.data !== undefined
  return (
    <Sheet
      title={from === 'country' ? 'Holidays of a country' : 'Holidays of an iCalendar'}
      onClose={onClose}
      size={560}
    >
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={add.error ? wordsOf(add.error) : preview.error && complete ? whyUnread(preview.error) : null}
        pending={add.isPending}
        disabled={!source || !ready}
        act="Add"
        note={
          preview.error && isAddress
            ? 'It can be added all the same, and is tried again by itself.'
            : preview.data && `${counted(preview.data.days.length, 'date')}, from two years back to two ahead`
        }
      >
        {from === 'country' ? <Country onChoose={choose} /> : <Ical onChoose={choose} />}
        <div data-wide className={styles.preview} aria-live="polite">
          {preview.isFetching && <LinesSkeleton label="Reading the holidays" lines={6} />}
          {preview.data && !preview.error && !preview.isFetching && (
            <>
              {preview.data.notes.map((note) => (
                <p key={note} className={styles.note}>
                  {note}
                </p>
              ))}
              <HolidayList
                days={preview.data.days}
                switched={switched}
                disabled={false}
                onSwitch={(more) => setSwitched({ ...switched, ...more })}
              />
            </>
          )}
        </div>
      </SheetForm>
    </Sheet>
  )
}

/** What a source is called until the server has read it. */
function labelOf(source: NewSource, countries: readonly { code: string; name: string }[]): string {
  if (source.kind === 'file') return source.name
  if (source.kind === 'country') return countries.find(({ code }) => code === source.country)?.name ?? source.country
  return source.address.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
}

function Country({ onChoose }: { onChoose: (source: NewSource | null) => void }) {
  const countries = useQuery(countriesQuery).data?.items ?? []
  const [place, setPlace] = useState<{ country: string; state: string | null; region: string | null } | null>(null)
  const states = countries.find(({ code }) => code === place?.country)?.states ?? []
  const regions = states.find(({ code }) => code === place?.state)?.regions ?? []
  const choose = (next: typeof place) => {
    setPlace(next)
    onChoose(next && { kind: 'country', ...next })
  }
  const options = (list: readonly { code: string; name: string }[]) =>
    list.map(({ code, name }) => ({ value: code, label: name }))
  return (
    <>
      <Select
        label="Country"
        searchable
        data-autofocus
        placeholder="Norway"
        data={options(countries)}
        value={place?.country ?? null}
        onChange={(country) => choose(country ? { country, state: null, region: null } : null)}
      />
      {states.length > 0 && (
        <Select
          label="State or region"
          searchable
          clearable
          placeholder="the whole country"
          data={options(states)}
          value={place!.state}
          onChange={(state) => choose({ ...place!, state, region: null })}
        />
      )}
      {regions.length > 0 && (
        <Select
          label="Area"
          searchable
          clearable
          placeholder="the whole state"
          data={options(regions)}
          value={place!.region}
          onChange={(region) => choose({ ...place!, region })}
        />
      )}
      <p data-wide className={studio.sub}>
        Public holidays close; bank holidays and half days can be switched on. The lists are those of{' '}
        <a href="https://github.com/commenthol/date-holidays" rel="noreferrer" target="_blank">
          date-holidays
        </a>
        , whose data stems from Wikipedia (CC BY-SA 3.0).
      </p>
    </>
  )
}

function Ical({ onChoose }: { onChoose: (source: NewSource | null) => void }) {
  const [kind, setKind] = useState<'address' | 'file'>('address')
  const [address, setAddress] = useState('')
  const [name, setName] = useState<string | null>(null)
  const read = async (file: File | null) => {
    if (!file) return
    setName(file.name)
    onChoose({ kind: 'file', name: file.name.slice(0, 200), text: await file.text() })
  }
  return (
    <>
      <SegmentedControl
        data-wide
        aria-label="Where the iCalendar is"
        value={kind}
        onChange={(next) => {
          setKind(next as typeof kind)
          setName(null)
          onChoose(next === 'address' && address.trim() ? { kind: 'address', address: address.trim() } : null)
        }}
        data={[
          { value: 'address', label: 'An address, read daily' },
          { value: 'file', label: 'A file, read once' },
        ]}
      />
      {kind === 'address' ? (
        <>
          <div data-wide>
            <TextInput
              data-autofocus
              label="Address"
              placeholder="https://example.com/holidays.ics"
              value={address}
              onChange={(event) => {
                setAddress(event.currentTarget.value)
                const typed = event.currentTarget.value.trim()
                onChoose(typed ? { kind: 'address', address: typed } : null)
              }}
            />
          </div>
          <p data-wide className={studio.sub}>
            Its days are shown before it is added; then it is read every day, and what goes wrong is told beside it.
            Because such an address can hold a secret it is shown shortened afterwards.
          </p>
        </>
      ) : (
        <div data-wide className={styles.file}>
          <FileButton accept=".ics,text/calendar" onChange={(file) => void read(file)}>
            {(props) => (
              <Button {...props} variant="default">
                Choose a file
              </Button>
            )}
          </FileButton>
          <span className={studio.sub}>{name ?? 'iCalendar, at most 1 MB'}</span>
        </div>
      )}
    </>
  )
}

/** What was wrong with the calendar, as its reader says it. */
const whyUnread = (error: unknown): string =>
  error instanceof ApiProblem && typeof error.detail.because === 'string'
    ? `${error.detail.because} The calendar is as it was.`
    : wordsOf(error)
