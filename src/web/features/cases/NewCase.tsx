import { NativeSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Named } from '../../../platform/shapes.ts'
import { api } from '../../api.ts'
import { useGo, useQueryPart, useSetQuery } from '../../ui/address.ts'
import { fieldProblems, wordsOf } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import type { Asker } from '../customers/asker.ts'
import { PickContact } from '../customers/PickContact.tsx'
import { accountQuery, contactQuery } from '../customers/queries.ts'
import { LikelyCases } from '../families/LikelyCases.tsx'
import { typesQuery } from '../people/queries.ts'
import { useAlone } from '../people/useAlone.ts'
import { PickAbout } from '../products/PickAbout.tsx'
import { Expected } from './Expected.tsx'
import { NewCaseForm } from './form/NewCaseForm.tsx'
import styles from './NewCase.module.css'
import {
  bodyOf,
  emptyCase,
  forgetCase,
  keepCase,
  keptCase,
  type NewCaseValues,
  problemsOf,
  reached,
} from './newCase.ts'

/** A case begun by hand, from anywhere. What is typed is kept on this device until the case is there. */
export function NewCase() {
  const setQuery = useSetQuery()
  const go = useGo()
  const cache = useQueryClient()
  const { values, change: keep } = useValues()
  const [told, setTold] = useState<Record<string, string>>({})
  // What was told is told anew by the next try; until then nothing mended stays red.
  const change = (part: Partial<NewCaseValues>) => {
    setTold({})
    keep(part)
  }
  const types = useQuery(typesQuery).data?.items.filter((type) => !type.disabled) ?? []
  const account = useAccount(values)
  const fields = types.find(({ id }) => id === values.typeId)?.definition.fields ?? []
  const open = useMutation({
    mutationFn: () => api.cases.createCase({ body: bodyOf(values, fields) }),
    onSuccess: ({ number }) => {
      forgetCase()
      for (const kind of ['my-next', 'cases', 'account', 'accounts', 'contact', 'contacts'])
        void cache.invalidateQueries({ queryKey: [kind] })
      go(`/cases/${number}`)
    },
    onError: (error) => setTold(fieldProblems(error) ?? {}),
  })
  const close = () => setQuery({ new: null, contact: null, account: null })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const problems = problemsOf(values)
    setTold(problems)
    if (Object.keys(problems).length === 0) open.mutate()
  }
  const alone = useAlone()
  const subject = useRef<HTMLInputElement>(null)
  const problem = open.error && !fieldProblems(open.error) ? wordsOf(open.error) : null
  const fromCustomer = values.opening === 'message'
  return (
    <Sheet title="New case" onClose={close} size={640}>
      <SheetForm
        onSubmit={submit}
        onCancel={close}
        problem={problem}
        pending={open.isPending}
        act="Open the case"
        note={alone ? 'It is yours' : 'An owner is found at once'}
      >
        <div data-wide>
          <PickContact
            value={values.asker}
            error={told.contact ?? told.contactId}
            // a piece belongs to one account
            onChange={(asker) => {
              change({ asker, piece: null })
              if (asker?.kind === 'known') subject.current?.focus()
            }}
          />
        </div>
        <TextInput
          ref={subject}
          label="Subject"
          data-autofocus={values.asker ? true : undefined}
          required
          withAsterisk={false}
          maxLength={500}
          wrapperProps={{ 'data-wide': true }}
          value={values.subject}
          error={told.subject}
          onChange={(event) => change({ subject: event.currentTarget.value })}
        />
        <NativeSelect
          label="Type"
          value={values.typeId}
          error={told.typeId}
          onChange={(event) => change({ typeId: event.currentTarget.value })}
          data={[
            { value: '', label: 'By the words of the message' },
            ...types.map(({ id, definition }) => ({ value: id, label: definition.name })),
          ]}
        />
        <NativeSelect
          label="Priority"
          value={values.priority}
          onChange={(event) => change({ priority: event.currentTarget.value as NewCaseValues['priority'] })}
          data={[
            { value: '', label: 'As the type says' },
            { value: 'low', label: 'Low' },
            { value: 'medium', label: 'Medium' },
            { value: 'high', label: 'High' },
            { value: 'critical', label: 'Critical' },
          ]}
        />
        <PickAbout
          key={account?.id ?? 'none'}
          account={account}
          value={values}
          errors={told}
          onChange={({ product, piece }) => change({ product, piece })}
        />
        <Expected values={values} fields={fields} />
        <div data-wide className={styles.opening}>
          <div className={styles.how}>
            <SegmentedControl
              aria-label="How it begins"
              value={values.opening}
              onChange={(opening) => change({ opening: opening as NewCaseValues['opening'] })}
              data={[
                { value: 'message', label: 'What the customer said' },
                { value: 'note', label: 'Internal note' },
              ]}
            />
            {fromCustomer && (
              <NativeSelect
                aria-label="How they reached us"
                value={values.channel}
                onChange={(event) => change({ channel: event.currentTarget.value as NewCaseValues['channel'] })}
                data={[...reached]}
              />
            )}
          </div>
          <Textarea
            aria-label={fromCustomer ? 'What the customer said' : 'Internal note'}
            autosize
            minRows={5}
            maxRows={14}
            classNames={{ input: fromCustomer ? styles.letter! : styles.note! }}
            value={values.text}
            error={told.message ?? told.note}
            onChange={(event) => change({ text: event.currentTarget.value })}
            onKeyDown={(event) => (event.metaKey || event.ctrlKey) && event.key === 'Enter' && submit(event)}
          />
          <p className={styles.said}>
            {fromCustomer
              ? 'Stands on the thread as their message; its clocks run from now.'
              : 'Only colleagues read this. No answer is owed before the customer writes.'}
          </p>
        </div>
        <LikelyCases
          contactId={values.asker?.kind === 'known' ? values.asker.id : null}
          accountId={account?.id ?? null}
          subject={values.subject}
          text={values.text}
        />
        <NewCaseForm
          account={account}
          fields={fields}
          form={values.form}
          told={told}
          onChange={(key, draft) => change({ form: { ...values.form, [key]: draft } })}
        />
      </SheetForm>
    </Sheet>
  )
}

/** Whose case it will be: a known contact brings their own account. */
function useAccount({ asker, account }: NewCaseValues): Named | null {
  const id = asker?.kind === 'known' ? asker.id : null
  const contact = useQuery({ ...contactQuery(id ?? ''), enabled: id !== null }).data
  return id === null ? account : (contact?.account ?? null)
}

/** What was being typed, or an empty case for whoever the address names. */
function useValues() {
  const contactId = useQueryPart('contact')
  const accountId = useQueryPart('account')
  const [values, setValues] = useState<NewCaseValues>(() => keptCase() ?? emptyCase)
  const contact = useQuery({ ...contactQuery(contactId ?? ''), enabled: contactId !== null }).data
  const account = useQuery({ ...accountQuery(accountId ?? ''), enabled: accountId !== null }).data
  useEffect(() => {
    const asker: Asker | null = contact
      ? { kind: 'known', id: contact.id, name: contact.name, account: contact.account?.name ?? null }
      : null
    if (asker) setValues((known) => ({ ...known, asker }))
  }, [contact])
  useEffect(() => {
    if (account) setValues((known) => ({ ...known, account: { id: account.id, name: account.name } }))
  }, [account])
  const change = (part: Partial<NewCaseValues>) =>
    setValues((known) => {
      const next = { ...known, ...part }
      keepCase(next)
      return next
    })
  return { values, change }
}
