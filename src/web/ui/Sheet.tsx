import { Button, Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { FormEvent, ReactNode } from 'react'
import styles from './form.module.css'

interface Props {
  title: string
  onClose: () => void
  children: ReactNode
  size?: number
}

const atOnce = { getInitialValueInEffect: false }

/** A form or a decision that floats over the screen it belongs to; on a phone it is the screen. */
export function Sheet({ title, onClose, children, size = 600 }: Props) {
  const phone = useMediaQuery('(max-width: 720px)', undefined, atOnce)
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      fullScreen={phone}
      radius={phone ? 0 : 'lg'}
      closeOnClickOutside={false}
      classNames={{ title: styles.title!, header: styles.header!, body: styles.body! }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {children}
    </Modal>
  )
}

interface FormProps {
  onSubmit: (event: FormEvent) => void
  onCancel: () => void
  problem: string | null
  pending: boolean
  act: string
  disabled?: boolean
  /** Said at the foot, beside the buttons. */
  note?: ReactNode
  children: ReactNode
}

/** The fields of a sheet, what went wrong, and the one act that saves it. */
export function SheetForm({ onSubmit, onCancel, problem, pending, act, disabled, note, children }: FormProps) {
  return (
    <form className={styles.form} onSubmit={onSubmit} noValidate>
      <div className={styles.fields}>{children}</div>
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <footer className={styles.foot}>
        <span>{note}</span>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" loading={pending} disabled={disabled ?? false}>
          {act}
        </Button>
      </footer>
    </form>
  )
}
