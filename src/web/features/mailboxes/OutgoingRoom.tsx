import type { ReactNode } from 'react'
import { RoomHead } from '../../ui/RoomHead.tsx'
import studio from '../../ui/studio.module.css'
import styles from './mailboxes.module.css'
import { OutgoingPart } from './OutgoingPart.tsx'
import { PublicAddress } from './PublicAddress.tsx'

/** How letters leave, for every address, and where their links lead. */
export function OutgoingRoom({ mayEdit, others }: { mayEdit: boolean; others: ReactNode }) {
  return (
    <>
      <RoomHead
        title="Outgoing mail"
        said="One server carries out what all addresses write. Without one, letters stay and count as no answer."
      />
      <div className={studio.body} data-order>
        {others}
        <div className={studio.main}>
          <section className={styles.out} aria-label="The way out">
            <h2 className={studio.title}>The way out</h2>
            <OutgoingPart mayEdit={mayEdit} />
          </section>
          <section className={styles.imap} aria-label="Links in letters">
            <h2 className={studio.title}>Links in letters</h2>
            <PublicAddress mayEdit={mayEdit} />
          </section>
        </div>
      </div>
    </>
  )
}
