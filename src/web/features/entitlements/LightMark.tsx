import type { Light } from '../../../features/entitlements/contract/coverage.ts'
import { IconAlertTriangle, IconCheck, IconX } from '../../ui/icons.ts'
import styles from './entitlements.module.css'

const icons = { green: IconCheck, yellow: IconAlertTriangle, red: IconX }

/** The light of a contract: colour, sign and word say the same. */
export function LightMark({ light }: { light: Light }) {
  const Icon = icons[light.colour]
  return (
    <span className={styles.light} data-colour={light.colour}>
      <Icon size={14} stroke={2} aria-hidden />
      {light.word}
    </span>
  )
}
