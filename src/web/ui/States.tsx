import { Button, Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { IconCloudOff, IconInbox } from './icons.ts'
import styles from './ui.module.css'

const widths = [82, 64, 74, 58, 88, 70, 62, 78, 66]

/** The true shape of a list of three-line rows, before it is there. */
export function RowsSkeleton({ label, rows = widths.length }: { label: string; rows?: number }) {
  return (
    <div role="status" aria-label={label}>
      <Skeleton h={9} w={64} mx={16} my={14} radius="xs" />
      {widths.slice(0, rows).map((width, i) => (
        <div className={styles.ghost} key={width} style={{ opacity: 1 - i * 0.09 }}>
          <Skeleton h={13} w={13} radius="xs" />
          <div>
            <Skeleton h={11} w={`${width}%`} radius="xs" />
            <Skeleton h={9} w={`${width - 22}%`} mt={8} radius="xs" />
            <Skeleton h={9} w={`${width - 8}%`} mt={7} radius="xs" />
          </div>
          <Skeleton h={10} w={44} radius="xs" />
        </div>
      ))}
    </div>
  )
}

/** The true shape of a table of one-line rows. */
export function LinesSkeleton({ label, lines = 12 }: { label: string; lines?: number }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, i) => (
        <Skeleton key={`line ${i + 1}`} h={11} w={`${widths[i % widths.length]}%`} my={22} radius="xs" />
      ))}
    </div>
  )
}

/** The true shape of a board. */
export function ColumnsSkeleton({ label, columns = 5 }: { label: string; columns?: number }) {
  return (
    <div role="status" aria-label={label} className={styles.ghostColumns}>
      {widths.slice(0, columns).map((width, column) => (
        <div key={width}>
          <Skeleton h={11} w="60%" mt={14} radius="xs" />
          <Skeleton h={9} w="40%" mt={8} mb={20} radius="xs" />
          {widths.slice(0, columns - column).map((line) => (
            <div key={line}>
              <Skeleton h={9} w="50%" mt={14} radius="xs" />
              <Skeleton h={12} w={`${line}%`} mt={9} radius="xs" />
              <Skeleton h={9} w="70%" mt={9} radius="xs" />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

/** The true shape of the page of a customer: a name, a band of figures, a list with facts beside it. */
export function RecordSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label}>
      <Skeleton h={9} w={80} mt={6} radius="xs" />
      <Skeleton h={26} w={280} mt={14} radius="xs" />
      <Skeleton h={11} w={380} mt={12} mb={26} radius="xs" />
      <div className={styles.ghostFigures}>
        {widths.slice(0, 4).map((width) => (
          <div key={width}>
            <Skeleton h={9} w={76} radius="xs" />
            <Skeleton h={22} w={104} mt={10} radius="xs" />
            <Skeleton h={9} w={88} mt={10} radius="xs" />
          </div>
        ))}
      </div>
      {widths.slice(0, 6).map((width) => (
        <Skeleton key={width} h={11} w={`${width * 0.6}%`} my={24} radius="xs" />
      ))}
    </div>
  )
}

/** The true shape of the bar of four answers. */
export function AnswersSkeleton() {
  return (
    <div className={styles.ghostFigures} aria-hidden>
      {widths.slice(0, 4).map((width) => (
        <div key={width}>
          <Skeleton h={8} w={52} radius="xs" />
          <Skeleton h={13} w={112} mt={10} radius="xs" />
          <Skeleton h={9} w={84} mt={9} radius="xs" />
        </div>
      ))}
    </div>
  )
}

/** The true shape of a conversation. */
export function LettersSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label}>
      {[3, 2, 4].map((lines) => (
        <div className={styles.ghostLetter} key={lines}>
          <Skeleton h={28} w={28} circle />
          <div>
            <Skeleton h={11} w={220} mt={8} radius="xs" />
            {widths.slice(0, lines).map((width) => (
              <Skeleton key={width} h={12} w={`${width}%`} mt={12} radius="xs" />
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}

interface EmptyProps {
  title: string
  /** What will be here. */
  children: ReactNode
  /** How to begin. */
  act?: ReactNode
  icon?: ReactNode
  /** 1 where this is all the page has. */
  level?: 1 | 2
}

export function Empty({ title, children, act, icon, level = 2 }: EmptyProps) {
  const Title = level === 1 ? 'h1' : 'h2'
  return (
    <div className={styles.state}>
      {icon ?? <IconInbox size={26} stroke={1.4} aria-hidden />}
      <Title>{title}</Title>
      <p>{children}</p>
      {act}
    </div>
  )
}

interface ErrorProps {
  /** What happened. */
  title: string
  /** What was kept, and what to do. */
  children: ReactNode
  reference?: string | undefined
  onRetry?: (() => void) | undefined
  /** 1 where this is all the page has. */
  level?: 1 | 2
}

export function ErrorState({ title, children, reference, onRetry, level = 2 }: ErrorProps) {
  const Title = level === 1 ? 'h1' : 'h2'
  return (
    <div className={styles.state} role="alert">
      <IconCloudOff size={26} stroke={1.4} aria-hidden data-tone="overdue" />
      <Title>{title}</Title>
      <p>{children}</p>
      {onRetry && <Button onClick={onRetry}>Try now</Button>}
      {reference && <span className={styles.trace}>Reference {reference}</span>}
    </div>
  )
}
