import { Button, Radio } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { MergePreview } from '../../../features/families/contract.ts'
import { proposedSurvivor } from '../../../features/families/rules/merging.ts'
import { api } from '../../api.ts'
import { useGo } from '../../ui/address.ts'
import form from '../../ui/form.module.css'
import { Sheet } from '../../ui/Sheet.tsx'
import { ErrorState, LinesSkeleton } from '../../ui/States.tsx'
import { CasePicker } from './CasePicker.tsx'
import { Compare } from './Compare.tsx'
import styles from './families.module.css'
import { Outcome } from './Outcome.tsx'
import { previewQuery, useFamilyAct } from './queries.ts'

interface Props {
  /** The case that the merge was asked for on. */
  number: string
  other: string | null
  account: { id: string; name: string } | null
  like?: { subject: string; contactId: string | null }
  onClose: () => void
}

/** Which case, which of both goes on, and what will happen: all of it before anything does. */
export function MergeSheet({ number, other, account, like, onClose }: Props) {
  const [picked, setPicked] = useState(other)
  return (
    <Sheet title={picked ? 'Merge two cases' : `Merge ${number} with…`} onClose={onClose} size={picked ? 760 : 560}>
      {picked ? (
        <Chosen
          number={number}
          other={picked}
          onClose={onClose}
          onAnother={other ? undefined : () => setPicked(null)}
        />
      ) : (
        <CasePicker
          label="Find the other case"
          except={number}
          account={account}
          {...(like && { like })}
          onPick={setPicked}
        />
      )}
    </Sheet>
  )
}

interface ChosenProps {
  number: string
  other: string
  onClose: () => void
  onAnother: (() => void) | undefined
}

function Chosen({ number, other, onClose, onAnother }: ChosenProps) {
  const [chosen, setChosen] = useState<string | null>(null)
  const first = useQuery(previewQuery(number, other)).data
  const survivor = chosen ?? (first ? proposedSurvivor(first.source, first.survivor).number : other)
  const source = survivor === other ? number : other
  const go = useGo()
  const { data, error, isPlaceholderData, refetch } = useQuery(previewQuery(source, survivor))
  const merge = useFamilyAct(({ source: from, survivor: into }: MergePreview) =>
    api.families.mergeCase({
      params: { id: from.id },
      body: { into: into.id, version: from.version, intoVersion: into.version },
    }),
  )
  if (error && !data) {
    return (
      <ErrorState title="The two cases could not be compared" onRetry={() => void refetch()}>
        {error.message}
      </ErrorState>
    )
  }
  if (!data) return <LinesSkeleton label="Comparing the two cases" lines={8} />
  const both = data.source.number === number ? [data.source, data.survivor] : [data.survivor, data.source]
  const submit = () =>
    merge.mutate(data, {
      onSuccess: (stays) => {
        onClose()
        go(`/cases/${stays.number}`)
      },
    })
  return (
    <div className={styles.merge}>
      <Radio.Group value={survivor} onChange={setChosen} label="Which one goes on?" className={styles.which!}>
        <Compare sides={both} survivor={survivor} />
      </Radio.Group>
      <Outcome
        against={merge.error ? [...data.because, merge.error.message] : data.because}
        warnings={data.warnings}
        happens={data.happens}
      />
      <footer className={form.foot}>
        {onAnother && (
          <Button variant="subtle" color="gray" onClick={onAnother}>
            Choose another case
          </Button>
        )}
        <span />
        <Button variant="default" onClick={onClose}>
          Keep both
        </Button>
        <Button disabled={!data.allowed || isPlaceholderData} loading={merge.isPending} onClick={submit}>
          Merge into {survivor}
        </Button>
      </footer>
    </div>
  )
}
