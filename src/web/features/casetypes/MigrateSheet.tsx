import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { CaseType } from '../../../features/casetypes/contract.ts'
import { api } from '../../api.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { AlongPlan, noMapping } from './AlongPlan.tsx'
import { alongQuery } from './queries.ts'
import { refusedFields } from './saying.ts'

/** Takes cases that still run on older versions along to the published one. */
export function MigrateSheet({ type, onClose }: { type: CaseType; onClose: () => void }) {
  const cache = useQueryClient()
  const [mapping, setMapping] = useState(noMapping)
  const preview = useQuery(alongQuery(type.id, null, mapping)).data
  const migrate = useMutation({
    mutationFn: () =>
      api.cases.migrateCases({
        params: { id: type.id },
        body: { version: type.version, stages: { ...mapping.stages }, fields: { ...mapping.fields } },
      }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['types'] })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    migrate.mutate()
  }
  return (
    <Sheet title={`Take cases along to version ${type.version}`} onClose={onClose} size={600}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={migrate.error ? refusedFields(migrate.error).join('; ') : null}
        pending={migrate.isPending}
        disabled={preview?.problems.length !== 0}
        act={`Take ${preview?.open ?? ''} along`}
      >
        <div data-wide>
          <AlongPlan typeId={type.id} definition={type.definition} published mapping={mapping} onChange={setMapping} />
        </div>
      </SheetForm>
    </Sheet>
  )
}
