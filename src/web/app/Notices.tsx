import '@mantine/notifications/styles.layer.css'
import { Notifications } from '@mantine/notifications'

/** Where what was done, and what was not, is told. What is told before it stands here waits for it. */
export function Notices() {
  return <Notifications position="bottom-left" autoClose={8000} />
}
