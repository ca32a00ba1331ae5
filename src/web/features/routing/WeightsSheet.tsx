import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Weights } from '../../../features/routing/contract/weights.ts'
import { weightOf } from '../../../features/routing/rules/weight.ts'
import { api } from '../../api.ts'
import { Go } from '../../ui/Go.tsx'
import { Known } from '../../ui/Known.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import table from '../../ui/table.module.css'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { weightsEffectQuery, weightsQuery } from './queries.ts'
import styles from './routing.module.css'
import { useWeighedTypes } from './WeightsPart.tsx'
import { type LoadTurn, type Percent, priorities, turnSaid, turnsSaid, weightExample } from './weightWords.ts'

type Values = Record<keyof Percent, string>

/** How much each priority counts, what every type then weighs, and who would be full or free by it. */
export function WeightsSheet({ weights, onClose }: { weights: Weights; onClose: () => void }) {
  const cache = useQueryClient()
  const { form, submit, pending, problem, conflict } = useRecordForm<Weights, Values, Percent>({
    what: 'What a case weighs',
    record: weights,
    valuesOf: (known) => mapped((priority) => String(known?.percent[priority] ?? 100)),
    bodyOf: (values) => mapped((priority) => percentOf(values[priority]) ?? 100),
    labels,
    words: mapped(() => (value: string) => `${value} %`),
    validate: mapped(() => (text: string) => (percentOf(text) === null ? 'Between 10 and 1000 %' : null)),
    change: async (_, { version, ...touched }) => {
      const now = await api.routing.getWeights({})
      return api.routing.saveWeights({ body: { version, percent: { ...now.percent, ...touched } } })
    },
    onSaved: (saved) => {
      cache.setQueryData(weightsQuery.queryKey, saved)
      void cache.invalidateQueries()
      onClose()
    },
  })
  const values = form.getValues()
  const percent = mapped((priority) => percentOf(values[priority]) ?? weights.percent[priority])
  return (
    <Sheet title="What a case weighs" onClose={onClose} size={680}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={problem}
        pending={pending}
        disabled={!form.isDirty()}
        act="Save"
        note="Open cases weigh by it at once, and what waits is looked at again."
      >
        <p data-wide className={styles.explains}>
          What somebody carries is the weight of their open cases; who carries as much as they may gets nothing new by
          themselves. A type says what its cases weigh, and their priority how much of that counts.
        </p>
        <div data-wide className={styles.percents}>
          {priorities.map((priority, at) => (
            <TextInput
              key={priority}
              {...(at === 0 && { 'data-autofocus': true })}
              label={labels[priority]}
              inputMode="numeric"
              rightSection="%"
              {...form.getInputProps(priority)}
            />
          ))}
        </div>
        <ByType percent={percent} was={weights.percent} />
        <Effect percent={percent} changed={form.isDirty()} />
      </SheetForm>
      {conflict}
    </Sheet>
  )
}

const labels: Record<keyof Percent, string> = {
  low: 'Low counts',
  medium: 'Medium counts',
  high: 'High counts',
  critical: 'Critical counts',
}

const mapped = <T,>(of: (priority: keyof Percent) => T): Record<keyof Percent, T> =>
  Object.fromEntries(priorities.map((priority) => [priority, of(priority)])) as Record<keyof Percent, T>

function percentOf(text: string): number | null {
  const number = /^\s*\d{1,4}\s*%?\s*$/.test(text) ? Number.parseInt(text, 10) : 0
  return number >= 10 && number <= 1000 ? number : null
}

/** Priority by type: what a case of each counts as; what would change stands out. */
function ByType({ percent, was }: { percent: Percent; was: Percent }) {
  const types = useWeighedTypes()
  return (
    <section data-wide aria-label="What cases of each type count as">
      <table className={`${table.table} ${styles.weights}`}>
        <thead>
          <tr>
            <th scope="col">Type</th>
            {priorities.map((priority) => (
              <th key={priority} scope="col" data-right>
                {priority}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {types
            .toSorted((a, b) => b.weight - a.weight || a.name.localeCompare(b.name))
            .map(({ key, name, weight }) => (
              <tr key={key}>
                <td>
                  <Go to={`/studio/types?type=${key}`}>{name}</Go>
                </td>
                {priorities.map((priority) => {
                  const [now, then] = [weightOf(weight, priority, was), weightOf(weight, priority, percent)]
                  return (
                    <td key={priority} data-right>
                      {now === then ? (
                        then
                      ) : (
                        <>
                          <s>{now}</s> <b>{then}</b>
                        </>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
        </tbody>
      </table>
      <p className={styles.standing}>
        <span>{weightExample(types, percent)}</span>
        <span>What a type says is changed in its intake: open it by its name.</span>
      </p>
    </section>
  )
}

const waitMs = 250

/** Whose load would turn, those first who become full or free by it. */
function Effect({ percent, changed }: { percent: Percent; changed: boolean }) {
  const [asked] = useDebouncedValue(percent, waitMs, { leading: true })
  const effect = useQuery({ ...weightsEffectQuery(asked), enabled: changed, placeholderData: keepPreviousData })
  if (!changed) return null
  const turns = (each: LoadTurn) => (turnSaid(each) ? 0 : 1)
  return (
    <section data-wide className={styles.effect} aria-label="What would change" aria-live="polite">
      <Known query={effect} what="What would change" lines={3}>
        {({ cases, people }) => (
          <>
            <b>{turnsSaid(cases, people)}</b>
            <ul>
              {people
                .filter(({ before, after }) => before !== after)
                .toSorted((a, b) => turns(a) - turns(b))
                .map((each) => (
                  <Turn key={each.person.id} turn={each} />
                ))}
            </ul>
          </>
        )}
      </Known>
    </section>
  )
}

function Turn({ turn }: { turn: LoadTurn }) {
  const { person, capacity, before, after } = turn
  const becomes = turnSaid(turn)
  return (
    <li className={styles.turn}>
      <span>{person.name}</span>
      <Meter
        value={after}
        of={capacity}
        label={`${after} of ${capacity} then`}
        tone={after > capacity ? 'overdue' : 'bar'}
      />
      <span className="num" data-tone={after > capacity ? 'overdue' : undefined}>
        {before} → {after} of {capacity}
      </span>
      <small data-tone={becomes?.tone}>{becomes?.said}</small>
    </li>
  )
}
