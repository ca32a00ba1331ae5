import { FileInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { fileSize } from '../../../ui/amounts.ts'
import { said } from '../../../ui/said.ts'
import { type Attached, upload } from '../../conversations/upload.ts'

interface Props {
  label: string
  description: string | undefined
  error: ReactNode
  value: string
  /** What the file is called that stands there already. */
  name: string | null
  number: string
  onChange: (id: string) => void
}

/** A file of the case: it goes up as it is chosen, and stands in the form once that is saved. */
export function FileBox({ value, name, number, onChange, ...box }: Props) {
  const [fresh, setFresh] = useState<Attached | null>(null)
  const [rising, setRising] = useState(false)
  const shown = fresh?.id === value ? `${fresh.name}, ${fileSize(fresh.bytes)}` : name
  const take = async (file: File | null) => {
    if (!file) return onChange('')
    setRising(true)
    try {
      const added = await upload(number, file)
      setFresh(added)
      onChange(added.id)
    } catch (error) {
      said.onError(error as Error)
    } finally {
      setRising(false)
    }
  }
  return (
    <FileInput
      {...box}
      wrapperProps={{ 'data-wide': true }}
      clearable
      clearButtonProps={{ 'aria-label': `No ${box.label.toLowerCase()}` }}
      disabled={rising}
      placeholder={rising ? 'Going up' : 'Choose a file'}
      value={value ? new File([], shown ?? 'a file') : null}
      onChange={(file) => void take(file)}
    />
  )
}
