import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { ApiProblem } from '../../platform/client.ts'
import { Conflict } from './Conflict.tsx'
import { fieldProblems, wordsOf } from './forms.ts'

type Checks<V> = { [K in keyof V]?: (value: V[K], values: V) => string | null }

/** What a form can do; the library's own declarations cannot be resolved from a module of ours. */
export interface Form<V> {
  errors: Partial<Record<keyof V & string, ReactNode>>
  getValues: () => V
  setFieldValue: <K extends keyof V & string>(name: K, value: V[K]) => void
  setErrors: (errors: Record<string, ReactNode>) => void
  isDirty: (name?: string) => boolean
  validate: () => { hasErrors: boolean }
  getInputProps: (name: keyof V & string, options?: { type: 'checkbox' }) => Record<string, unknown>
}

interface Options<T extends { version: number }, V extends object, B extends object> {
  /** What the record is called where two versions of it meet. */
  what: string
  /** Null makes a new one. */
  record: T | null
  /** The version that what is typed began from, where a newer one is here. */
  began?: (() => number | undefined) | undefined
  valuesOf: (record: T | null) => V
  /** The fields as the server takes them, under the names of the form. */
  bodyOf: (values: V) => B
  labels: Record<keyof V & string, string>
  /** How a field is told where two versions meet, such as an id by its name; as it is where none is given. */
  words?: { [K in keyof V]?: (value: V[K]) => string }
  validate?: Checks<V>
  create?: (body: B) => Promise<T>
  change: (record: T, body: Partial<B> & { version: number }) => Promise<T>
  onSaved: (saved: T) => void
}

/**
 * A form over one versioned record: only what was touched is sent, what the server finds wrong stands at its field, and
 * a colleague's change in between is shown beside one's own before anything is overwritten.
 */
export function useRecordForm<T extends { version: number }, V extends object, B extends object>(
  options: Options<T, V, B>,
): {
  form: Form<V>
  submit: (event: FormEvent) => void
  pending: boolean
  problem: string | null
  conflict: ReactNode
} {
  const { what, record, began, valuesOf, bodyOf, labels, words, validate, create, change, onSaved } = options
  // as it stood when the form was opened, whatever arrives meanwhile
  const [base] = useState(record)
  const [theirs, setTheirs] = useState<T | null>(null)
  const form = useForm({
    initialValues: valuesOf(base) as Record<string, unknown>,
    validate: (validate ?? {}) as never,
  }) as unknown as Form<V>

  const touched = (): Partial<B> => {
    const body = bodyOf(form.getValues())
    return Object.fromEntries(Object.entries(body).filter(([name]) => form.isDirty(name))) as Partial<B>
  }
  const saving = useMutation({
    mutationFn: async (over: T | null): Promise<T> => {
      const version = over?.version ?? began?.() ?? base?.version
      if (!base || version === undefined) return create!(bodyOf(form.getValues()))
      const body = touched()
      return Object.keys(body).length === 0 ? base : change(base, { ...body, version })
    },
    onSuccess: (saved) => {
      setTheirs(null)
      onSaved(saved)
    },
    onError: (error) => {
      const current = currentIn<T>(error)
      setTheirs(current)
      const problems = fieldProblems(error)
      if (problems) form.setErrors(problems)
    },
  })
  const named = (problems: Record<string, string>) => Object.keys(problems).every((name) => name in form.getValues())
  const problems = fieldProblems(saving.error)
  const problem = saving.error && !theirs && !(problems && named(problems)) ? wordsOf(saving.error) : null

  const inWords = (name: string, values: V) => {
    const value = values[name as keyof V]
    return words?.[name as keyof V]?.(value) ?? told(value)
  }
  const conflict = theirs && (
    <Conflict
      what={what}
      fields={Object.keys(touched()).map((name) => ({
        name: labels[name as keyof V & string] ?? name,
        yours: inWords(name, form.getValues()),
        theirs: inWords(name, valuesOf(theirs)),
      }))}
      onKeepTheirs={() => {
        const current = theirs
        setTheirs(null)
        onSaved(current)
      }}
      onUseYours={() => saving.mutate(theirs)}
    />
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (!form.validate().hasErrors) saving.mutate(null)
  }
  return { form, submit, pending: saving.isPending, problem, conflict }
}

function currentIn<T>(error: unknown): T | null {
  if (!(error instanceof ApiProblem) || error.code !== 'changed_meanwhile') return null
  return (error.detail.current as T | undefined) ?? null
}

function told(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map((entry) => told(entry)).join(', ')
  if (typeof value !== 'object' || value === null) return String(value ?? '')
  return Object.entries(value)
    .map(([name, entry]) => `${name}: ${told(entry)}`)
    .join('\n')
}
