import { MultiSelect, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ServiceContract } from '../../../features/entitlements/contract/coverage.ts'
import type { ContractTerms, EntitlementTerms } from '../../../features/entitlements/contract/terms.ts'
import { problemsOf } from '../../../features/entitlements/rules/terms.ts'
import type { Named } from '../../../platform/shapes.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { serverNow } from '../../ui/clock.ts'
import { orNull } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { zones } from '../../ui/zones.ts'
import { calendarsQuery } from '../calendars/queries.ts'
import { accountQuery } from '../customers/queries.ts'
import { PickAssets, PickProducts } from '../products/PickCovered.tsx'
import { policiesQuery } from '../sla/queries.ts'
import { EntitlementsField } from './EntitlementsField.tsx'
import { newEntitlement } from './newEntitlement.ts'

const labels = {
  name: 'Name',
  tier: 'Tier',
  startsOn: 'First day',
  endsOn: 'Last day',
  timeZone: 'Time zone',
  renewal: 'Renewal',
  calendarId: 'Hours',
  policyId: 'Service level',
  productIds: 'Products',
  assetIds: 'Single assets',
  contactIds: 'Who may ask',
  note: 'Note',
  entitlements: 'What it grants',
}

type Values = {
  name: string
  tier: string
  startsOn: string
  endsOn: string
  timeZone: string
  renewal: ContractTerms['renewal']
  calendarId: string
  policyId: string
  productIds: string[]
  assetIds: string[]
  contactIds: string[]
  note: string
  entitlements: EntitlementTerms[]
}

interface Props {
  contract: ServiceContract | null
  account: Named
  onClose: () => void
  onSaved: (saved: ServiceContract) => void
}

/** What was agreed with an account; changing it makes a new version, and what was granted stays. */
export function ContractForm({ contract, account, onClose, onSaved }: Props) {
  const me = useMe()
  const cache = useQueryClient()
  const seesSettings = me.rights.includes('settings.read')
  const calendars = useQuery({ ...calendarsQuery, enabled: seesSettings }).data?.items ?? []
  const policies = useQuery({ ...policiesQuery, enabled: seesSettings }).data?.items ?? []
  const people = useQuery(accountQuery(account.id)).data?.contacts ?? []
  const { form, submit, pending, problem, conflict } = useRecordForm<ServiceContract, Values, ContractTerms>({
    what: contract?.number ?? 'The contract',
    record: contract,
    valuesOf,
    bodyOf,
    labels,
    validate: Object.fromEntries(
      (['name', 'startsOn', 'endsOn', 'renewal', 'entitlements'] as const).map((name) => [
        name,
        (_: unknown, values: Values) => problemAt(name, values),
      ]),
    ),
    create: (body) => api.entitlements.createContract({ body: { ...body, accountId: account.id } }),
    change: ({ id }, body) => api.entitlements.changeContract({ params: { id }, body }),
    onSaved: (saved) => {
      for (const kind of ['contract', 'contracts', 'case']) void cache.invalidateQueries({ queryKey: [kind] })
      onSaved(saved)
    },
  })
  const field = (name: keyof typeof labels) => ({ label: labels[name], ...form.getInputProps(name) })
  const values = form.getValues()
  return (
    <Sheet
      title={contract ? `Change ${contract.number}` : `New contract with ${account.name}`}
      onClose={onClose}
      size={680}
    >
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={problem}
        pending={pending}
        act={contract ? `Save version ${contract.version + 1}` : 'Make contract'}
      >
        <TextInput data-autofocus {...field('name')} placeholder="Care, Premium support" />
        <TextInput {...field('tier')} placeholder="Gold" />
        <TextInput type="date" {...field('startsOn')} disabled={contract !== null} />
        <TextInput type="date" {...field('endsOn')} description="Empty: until it is cancelled" />
        <NativeSelect
          {...field('renewal')}
          data={[
            { value: 'by_hand', label: 'By hand, in time' },
            { value: 'automatic', label: 'By itself, on the day after' },
            { value: 'none', label: 'None' },
          ]}
        />
        <NativeSelect {...field('timeZone')} data={zones} disabled={contract !== null} />
        <h3>{labels.entitlements}</h3>
        <EntitlementsField
          entitlements={values.entitlements}
          kept={contract?.terms.entitlements.map(({ id }) => id) ?? []}
          error={form.errors.entitlements}
          onChange={(next) => form.setFieldValue('entitlements', next)}
        />
        <h3>For whom, and what it promises</h3>
        <MultiSelect
          {...field('contactIds')}
          wrapperProps={{ 'data-wide': true }}
          description="Empty: everybody at the account"
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          clearable
        />
        <PickProducts
          {...field('productIds')}
          description="Whichever piece of them; with no asset either: everything"
          known={contract?.covers.products ?? []}
        />
        <PickAssets
          {...field('assetIds')}
          description="Only these pieces of their product"
          account={account.id}
          known={contract?.covers.assets ?? []}
        />
        {seesSettings && (
          <>
            <NativeSelect
              {...field('policyId')}
              data={[
                { value: '', label: 'The first policy that fits' },
                ...policies.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <NativeSelect
              {...field('calendarId')}
              data={[
                { value: '', label: 'Those of the team' },
                ...calendars.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </>
        )}
        <Textarea {...field('note')} autosize minRows={2} wrapperProps={{ 'data-wide': true }} />
      </SheetForm>
      {conflict}
    </Sheet>
  )
}

function problemAt(path: keyof Values, values: Values): string | null {
  if (path === 'name') return values.name.trim() ? null : 'A contract needs a name'
  if (path === 'startsOn' && !values.startsOn) return 'A contract needs a first day'
  return problemsOf(bodyOf(values)).find((each) => each.path === path)?.message ?? null
}

function valuesOf(contract: ServiceContract | null): Values {
  const today = serverNow().toISOString().slice(0, 10)
  const terms = contract?.terms
  return {
    name: terms?.name ?? '',
    tier: terms?.tier ?? '',
    startsOn: terms?.startsOn ?? today,
    endsOn: terms ? (terms.endsOn ?? '') : '',
    timeZone: terms?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    renewal: terms?.renewal ?? 'by_hand',
    calendarId: terms?.calendarId ?? '',
    policyId: terms?.policyId ?? '',
    productIds: terms?.productIds ?? [],
    assetIds: terms?.assetIds ?? [],
    contactIds: terms?.contactIds ?? [],
    note: terms?.note ?? '',
    entitlements: terms?.entitlements ?? [newEntitlement()],
  }
}

const bodyOf = (values: Values): ContractTerms => ({
  name: values.name.trim(),
  tier: orNull(values.tier),
  startsOn: values.startsOn,
  endsOn: orNull(values.endsOn),
  timeZone: values.timeZone,
  renewal: values.renewal,
  calendarId: orNull(values.calendarId),
  policyId: orNull(values.policyId),
  productIds: values.productIds,
  assetIds: values.assetIds,
  contactIds: values.contactIds.length > 0 ? values.contactIds : null,
  note: orNull(values.note),
  entitlements: values.entitlements,
})
