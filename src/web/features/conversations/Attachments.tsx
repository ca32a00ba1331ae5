import { ActionIcon, FileButton, Loader } from '@mantine/core'
import { type ClipboardEvent, type DragEvent, useState } from 'react'
import { fileSize } from '../../ui/amounts.ts'
import { Hint } from '../../ui/Hint.tsx'
import { IconPaperclip, IconX } from '../../ui/icons.ts'
import { said } from '../../ui/said.ts'
import styles from './Composer.module.css'
import { type Attached, upload } from './upload.ts'

interface Props {
  caseId: string
  files: Attached[]
  onChange: (change: (files: Attached[]) => Attached[]) => void
}

/** Files go up as they are chosen, dropped or pasted, and stay with the draft until it is sent. */
export function useAttachments({ caseId, onChange }: Omit<Props, 'files'>) {
  const [rising, setRising] = useState(0)
  const add = async (chosen: File[]) => {
    setRising((n) => n + chosen.length)
    for (const file of chosen) {
      try {
        const added = await upload(caseId, file)
        onChange((files) => [...files, added])
      } catch (error) {
        said.onError(error as Error)
      } finally {
        setRising((n) => n - 1)
      }
    }
  }
  const take = (event: DragEvent | ClipboardEvent, files: FileList | undefined) => {
    if (!files || files.length === 0) return
    event.preventDefault()
    event.stopPropagation()
    void add([...files])
  }
  return {
    rising,
    add,
    onDropCapture: (event: DragEvent) => take(event, event.dataTransfer.files),
    onPasteCapture: (event: ClipboardEvent) => take(event, event.clipboardData.files),
  }
}

export function AttachButton({ add, rising }: Pick<ReturnType<typeof useAttachments>, 'add' | 'rising'>) {
  return (
    <FileButton onChange={(files) => void add(files)} multiple>
      {(props) => (
        <Hint label="Attach files; dropping and pasting work too">
          <ActionIcon {...props} variant="subtle" color="gray" size={26} aria-label="Attach files">
            {rising > 0 ? <Loader size={14} /> : <IconPaperclip size={16} stroke={1.7} />}
          </ActionIcon>
        </Hint>
      )}
    </FileButton>
  )
}

export function AttachedFiles({ files, onChange }: Omit<Props, 'caseId'>) {
  if (files.length === 0) return null
  return (
    <ul className={styles.attached} aria-label="Files to send">
      {files.map((file) => (
        <li key={file.id}>
          <IconPaperclip size={13} stroke={1.7} aria-hidden />
          <span>{file.name}</span>
          <small>{fileSize(file.bytes)}</small>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label={`Remove ${file.name}`}
            onClick={() => onChange((all) => all.filter((each) => each.id !== file.id))}
          >
            <IconX size={13} stroke={1.8} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  )
}
