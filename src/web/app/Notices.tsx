import '@mantine/notifications/styles.layer.css'
import { Notifications } from '@mantine/notifications'
import styles from './Notices.module.css'

/** Where what was done, and what was not, is told. What is told before it stands here waits for it. */
export function Notices() {
  return <Notifications position="bottom-right" autoClose={8000} containerWidth={312} className={styles.notices!} />
}
