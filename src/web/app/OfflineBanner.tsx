import { IconCloudOff } from '../ui/icons.ts'
import styles from './Shell.module.css'

export function OfflineBanner() {
  return (
    <p className={styles.offline} role="status">
      <IconCloudOff size={15} stroke={1.7} aria-hidden />
      Not connected. <span>What you see may be old; what you write is kept here. Trying again.</span>
    </p>
  )
}
