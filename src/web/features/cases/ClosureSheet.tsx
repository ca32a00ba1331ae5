import { ActionIcon, Button, Checkbox, FocusTrap, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, lazy, Suspense, useEffect, useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useSetQuery } from '../../ui/address.ts'
import { IconX } from '../../ui/icons.ts'
import { said } from '../../ui/said.ts'
import { useDraft } from '../conversations/draft.ts'
import type { Ending } from '../relations/IncidentsEnding.tsx'
import { ClosureAsks } from './ClosureAsks.tsx'
import styles from './ClosureSheet.module.css'
import { askingWords, asksWith, type Closing, readersText } from './closure.ts'
import { useCaseAct } from './queries.ts'
import { SuggestedSummary } from './SuggestedSummary.tsx'

const IncidentsEnding = lazy(() =>
  import('../relations/IncidentsEnding.tsx').then((m) => ({ default: m.IncidentsEnding })),
)

/** Resolving, with everything that is still missing said before the button is pressed. */
export function ClosureSheet({ found, number }: { found: Case; number: string }) {
  const setQuery = useSetQuery()
  const { mailLeaves } = useMe()
  const close = () => setQuery({ sheet: null })
  const { closing, change, discard } = useClosing(found, number)
  const [overriding, setOverriding] = useState(false)
  const [reason, setReason] = useState('')
  const reachable = found.closure.readers.length > 0
  const [tellCustomer, setTellCustomer] = useState(reachable && found.closure.askCustomer)
  const [ending, setEnding] = useState<Ending>({ codes: {}, tellCustomers: true })
  const asks = asksWith(found.closure, closing)
  const missing = asks.filter((ask) => !ask.met).length
  const resolve = useCaseAct(number, () =>
    api.cases.resolveCase({
      params: { id: found.id },
      body: {
        version: found.version,
        summary: closing.summary,
        tellCustomer,
        incidents: endingOf(ending),
        ...(closing.code && { code: closing.code }),
        ...(closing.rootCause.trim() && { rootCause: closing.rootCause }),
        ...(missing > 0 && overriding && { override: { reason } }),
      },
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    resolve.mutate(undefined, {
      ...said,
      onSuccess: () => {
        discard()
        close()
      },
    })
  }
  const ready = missing === 0 || (overriding && reason.trim().length > 0)
  return (
    <div className={styles.cover}>
      <FocusTrap>
        <div
          className={styles.sheet}
          role="dialog"
          aria-modal="true"
          aria-labelledby="close-title"
          onKeyDown={(event) => event.key === 'Escape' && close()}
        >
          <form className={styles.whole} onSubmit={submit}>
            <header className={styles.head}>
              <h2 id="close-title">Resolve {found.number}</h2>
              <p data-ready={missing === 0 || undefined} role="status">
                {missing
                  ? `Cannot be resolved yet: ${missing} of ${asks.length} requirements ${missing === 1 ? 'is' : 'are'} missing.`
                  : 'Everything is here.'}
              </p>
              <ActionIcon aria-label="Close" onClick={close}>
                <IconX size={18} stroke={1.6} />
              </ActionIcon>
            </header>
            <div className={styles.columns}>
              <div className={styles.gate}>
                <h3>Required by {found.type.name}</h3>
                <ClosureAsks asks={asks} number={number} can={found.can.work} />
              </div>
              <div className={styles.form}>
                <Textarea
                  label="Resolution summary"
                  description={`${readersText(found) ?? 'The customer'} ${found.closure.readers.length > 1 ? 'read' : 'reads'} this.`}
                  autosize
                  minRows={3}
                  maxRows={10}
                  classNames={{ input: styles.letter! }}
                  value={closing.summary}
                  onChange={(e) => change({ summary: e.currentTarget.value })}
                  data-autofocus
                />
                <SuggestedSummary
                  found={found}
                  number={number}
                  summary={closing.summary}
                  onUse={(summary) => change({ summary })}
                />
                <div className={styles.pair}>
                  <NativeSelect
                    label="Resolution code"
                    value={closing.code}
                    onChange={(e) => change({ code: e.currentTarget.value })}
                    data={[
                      { value: '', label: 'Choose one' },
                      ...found.closure.codes.map(({ key, label }) => ({ value: key, label })),
                    ]}
                  />
                  <TextInput
                    label={found.closure.rootCauseRequired ? 'Root cause' : 'Root cause, if known'}
                    value={closing.rootCause}
                    onChange={(e) => change({ rootCause: e.currentTarget.value })}
                  />
                </div>
                <Checkbox
                  checked={tellCustomer}
                  disabled={!reachable}
                  onChange={(e) => setTellCustomer(e.currentTarget.checked)}
                  {...askingWords(found, { tellCustomer, leaves: found.demo || mailLeaves })}
                />
                <Suspense fallback={null}>
                  <IncidentsEnding
                    id={found.id}
                    number={number}
                    restricted={found.restricted}
                    closing={closing}
                    ending={ending}
                    onChange={setEnding}
                  />
                </Suspense>
                {overriding && missing > 0 && (
                  <TextInput
                    label="Why it is resolved without what is missing"
                    description="Stands on the timeline and in the report of overrides."
                    required
                    value={reason}
                    onChange={(e) => setReason(e.currentTarget.value)}
                  />
                )}
              </div>
            </div>
            <footer className={styles.foot}>
              {found.can.override && missing > 0 && !overriding && (
                <button type="button" className={styles.link} onClick={() => setOverriding(true)}>
                  Resolve anyway with a reason
                </button>
              )}
              <span />
              <Button variant="default" onClick={close}>
                Keep open
              </Button>
              <Button type="submit" disabled={!ready} loading={resolve.isPending}>
                Resolve
              </Button>
            </footer>
          </form>
        </div>
      </FocusTrap>
    </div>
  )
}

const endingOf = ({ summary, ...ending }: Ending) => ({ ...ending, ...(summary?.trim() && { summary }) })

/** What is being written to close with; kept like every draft. */
function useClosing(found: Case, number: string) {
  const { content, save, discard } = useDraft(number, 'resolution')
  const [closing, setClosing] = useState<Closing>({
    summary: found.resolution?.summary ?? '',
    code: found.resolution?.code ?? '',
    rootCause: found.resolution?.rootCause ?? '',
  })
  useEffect(() => {
    if (content && Object.keys(content).length > 0)
      setClosing((known) => ({ ...known, ...(content as Partial<Closing>) }))
  }, [content])
  const change = (part: Partial<Closing>) => {
    const next = { ...closing, ...part }
    setClosing(next)
    save({ ...next })
  }
  return { closing, change, discard }
}
