import type { Case } from '../../../../features/cases/contract.ts'
import type { FieldValues } from '../../../../features/casetypes/contract/fields.ts'
import { differing, isAsked, isFilled } from '../../../../features/casetypes/rules/fields.ts'
import { api } from '../../../api.ts'
import { Sheet, SheetForm } from '../../../ui/Sheet.tsx'
import { useRecordForm } from '../../../ui/useRecordForm.tsx'
import { useCaseAct } from '../queries.ts'
import { FieldInput } from './FieldInput.tsx'
import { type Draft, draftOf, enteredValue } from './values.ts'

type Drafts = Record<string, Draft>

/** Everything that the type of a case asks for, to be written down or mended. */
export function FormSheet({ found, number, onClose }: { found: Case; number: string; onClose: () => void }) {
  const { fields } = found
  const save = useCaseAct(number, (body: { version: number; custom: FieldValues }) =>
    api.cases.changeCase({ params: { id: found.id }, body }),
  )
  const { form, submit, pending, problem, conflict } = useRecordForm<Case, Drafts, FieldValues>({
    what: found.number,
    record: found,
    valuesOf: (known) =>
      Object.fromEntries((known ?? found).fields.map((field) => [field.key, draftOf(field, field.value)])),
    bodyOf: (drafts) =>
      Object.fromEntries(fields.map((field) => [field.key, enteredValue(field, drafts[field.key] ?? '')])),
    labels: Object.fromEntries(fields.map(({ key, label }) => [key, label])),
    change: (_, { version, ...custom }) => save.mutateAsync({ version: version!, custom: custom as FieldValues }),
    onSaved: onClose,
  })
  const drafts = form.getValues()
  const values = Object.fromEntries(fields.map((field) => [field.key, enteredValue(field, drafts[field.key] ?? '')]))
  const odd = differing(fields, values, found.asset?.serial ?? null)
  const stageName = (key: string) => found.stages.find((stage) => stage.key === key)?.label ?? key
  return (
    <Sheet title={`${found.type.name}: what we know`} onClose={onClose} size={600}>
      <SheetForm onSubmit={submit} onCancel={onClose} problem={problem} pending={pending} act="Save">
        {fields
          .filter((field) => isAsked(field, values))
          .map((field) => (
            <FieldInput
              key={field.key}
              field={field}
              of={found}
              draft={drafts[field.key] ?? ''}
              name={drafts[field.key] === field.value ? field.name : null}
              note={
                odd.includes(field)
                  ? `This case is about ${found.product?.name ?? 'a piece'}, ${found.asset?.serial}`
                  : field.requiredFrom && !isFilled(field, values[field.key])
                    ? `Needed for ${stageName(field.requiredFrom)}`
                    : null
              }
              error={form.errors[field.key]}
              onChange={(draft) => form.setFieldValue(field.key, draft)}
            />
          ))}
      </SheetForm>
      {conflict}
    </Sheet>
  )
}
