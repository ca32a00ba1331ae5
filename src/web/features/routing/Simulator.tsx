import { SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { IntakeRule } from '../../../features/routing/contract/rules.ts'
import { api } from '../../api.ts'
import { wordsOf } from '../../ui/forms.ts'
import { Go } from '../../ui/Go.tsx'
import { LinesSkeleton } from '../../ui/States.tsx'
import studio from '../../ui/studio.module.css'
import { typesQuery } from '../people/queries.ts'
import { ImaginedCase } from './ImaginedCase.tsx'
import { bodyOf, type Imagined, nothing } from './imagined.ts'
import styles from './routing.module.css'
import { SimulationResult } from './SimulationResult.tsx'

interface Props {
  /** The draft, where there is one. */
  rules: IntakeRule[] | null
  names: ReadonlyMap<string, string>
}

/** Who would get a case at this moment, and why not the others; nothing is changed by it. */
export function Simulator({ rules, names }: Props) {
  const [asked, setAsked] = useState<Imagined>(nothing)
  const [settled] = useDebouncedValue(asked, 250)
  const types = useQuery(typesQuery).data?.items ?? []
  const fieldsOf = ({ typeId }: Imagined) => types.find(({ id }) => id === typeId)?.definition.fields ?? []
  const body = bodyOf(settled, fieldsOf(settled), rules)
  const answer = useQuery({
    queryKey: ['routing', 'simulation', body],
    queryFn: () => api.routing.simulate({ body: body! }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })
  return (
    <section aria-label="Simulator">
      <h2 className={studio.title}>Who would get this case?</h2>
      <p className={studio.sub}>
        At this moment, {rules ? 'by the draft' : 'by the rules as they stand'}. Nothing is kept.
      </p>
      <SegmentedControl
        className={styles.which!}
        size="xs"
        aria-label="Which case"
        value={asked.of}
        onChange={(of) => setAsked({ ...asked, of: of as Imagined['of'] })}
        data={[
          { value: 'imagined', label: 'An imagined case' },
          { value: 'real', label: 'A case that is here' },
        ]}
      />
      {asked.of === 'real' ? (
        <div className={styles.pick}>
          <TextInput
            wrapperProps={{ 'data-wide': true }}
            aria-label="Number of a case"
            placeholder="C-10482"
            description={
              asked.case.trim() && answer.data ? (
                <>
                  As if it came in now. <Go to={`/cases/${asked.case.trim()}`}>Open it</Go>
                </>
              ) : (
                'As if it came in now, with all that is known of it'
              )
            }
            inputWrapperOrder={['input', 'description', 'error']}
            value={asked.case}
            onChange={(event) => setAsked({ ...asked, case: event.currentTarget.value })}
          />
        </div>
      ) : (
        <ImaginedCase asked={asked} fields={fieldsOf(asked)} onChange={(part) => setAsked({ ...asked, ...part })} />
      )}
      <div aria-live="polite">
        {body === null ? null : answer.error ? (
          <p className={studio.problem}>{wordsOf(answer.error)}</p>
        ) : answer.data ? (
          <SimulationResult result={answer.data} names={names} />
        ) : (
          <LinesSkeleton label="Looking who would get it" lines={6} />
        )}
      </div>
    </section>
  )
}
