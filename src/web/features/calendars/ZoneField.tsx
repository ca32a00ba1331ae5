import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { serverNow } from '../../ui/clock.ts'
import { clockTime } from '../../ui/time.ts'
import { zones } from '../../ui/zones.ts'
import styles from './calendars.module.css'

interface Props {
  label: string
  value: string
  disabled: boolean
  error: ReactNode
  onChange: (zone: string) => void
}

const most = 60

/** A time zone by any part of its name, with what the clocks say there. */
export function ZoneField({ value, onChange, ...field }: Props) {
  return (
    <Select
      {...field}
      searchable
      allowDeselect={false}
      data={zones.includes(value) ? zones : [value, ...zones]}
      value={value}
      onChange={(zone) => zone && onChange(zone)}
      filter={({ options, search }) => {
        const wanted = plain(search).split(' ').filter(Boolean)
        return options
          .filter((option) => 'value' in option && wanted.every((part) => plain(option.value).includes(part)))
          .slice(0, most)
      }}
      nothingFoundMessage="No time zone is called that; try a large city nearby."
      maxDropdownHeight={320}
      renderOption={({ option }) => (
        <span className={styles.zone}>
          {option.value.replaceAll('_', ' ')}
          <small>{clockTime(serverNow(), option.value)}</small>
        </span>
      )}
    />
  )
}

const plain = (text: string) => text.toLowerCase().replace(/[_/]+/g, ' ').trim()
