import { NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { type MailSecurity, type MailServerValues, securityNames } from './mail-server.ts'

/** What a field of a form needs: its value, what is wrong with it, and whom it tells. */
interface Field {
  value: string
  error?: string | undefined
  disabled?: boolean
  onChange: (event: { currentTarget: { value: string } }) => void
}

interface Props {
  /** What the server is called, and how such a name looks. */
  label: string
  placeholder: string
  /** The usual one first. */
  securities: readonly MailSecurity[]
  field: (name: keyof MailServerValues) => Field
  /** Another way to encrypt has another usual port. */
  onSecurity: (security: MailSecurity) => void
  userPlaceholder?: string
  hasPassword: boolean
}

/** Where a mail server is and how one signs in to it: the fields that fetching and sending have in common. */
export function MailServerFields({
  label,
  placeholder,
  securities,
  field,
  onSecurity,
  userPlaceholder = '',
  hasPassword,
}: Props) {
  return (
    <>
      <TextInput label={label} placeholder={placeholder} {...field('host')} />
      <NativeSelect
        label="Encryption"
        data={securities.map((value) => ({ value, label: securityNames[value] }))}
        {...field('security')}
        onChange={(event) => onSecurity(event.currentTarget.value as MailSecurity)}
      />
      <TextInput label="Port" inputMode="numeric" {...field('port')} />
      <TextInput label="User" autoComplete="off" placeholder={userPlaceholder} {...field('user')} />
      <PasswordInput
        label="Password"
        autoComplete="new-password"
        placeholder={hasPassword ? 'stored, and shown to nobody' : ''}
        {...field('password')}
      />
    </>
  )
}
