import { Modal } from '@mantine/core'
import { useSetQuery } from '../ui/address.ts'
import { Key } from '../ui/Section.tsx'
import { keyGroups } from './keys.ts'
import styles from './overlays.module.css'
import { places } from './places.ts'

const go: (typeof keyGroups)[number] = {
  name: 'Go',
  rows: places.map(({ letter, name }) => [`g ${letter}`, name]),
}

export function KeyboardHelp() {
  const setQuery = useSetQuery()
  return (
    <Modal
      opened
      onClose={() => setQuery({ help: null })}
      title="All keys"
      size={720}
      classNames={{ title: styles.title!, header: styles.header! }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={styles.parts}>
        {[keyGroups[0]!, go, ...keyGroups.slice(1)].map((part) => (
          <section key={part.name}>
            <h3>{part.name}</h3>
            <dl>
              {part.rows.map(([keys, act]) => (
                <div key={keys}>
                  <dt>{act}</dt>
                  <dd>
                    {keys.split(' ').map((key) => (
                      <Key key={key}>{key}</Key>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={styles.tip}>Every act also stands on screen, one or two clicks away. Keys rest while you type.</p>
    </Modal>
  )
}
