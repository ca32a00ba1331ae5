import { IconAdjustmentsHorizontal, IconChecklist, IconHome2, IconLayoutList, IconUsers } from '../ui/icons.ts'

export interface Place {
  to: string
  name: string
  /** The letter after g that leads here. */
  letter: string
  icon: typeof IconChecklist
  /** Only for those who administer. */
  studio?: boolean
}

/** Where one can go from anywhere, in the order of the rail. */
export const places: Place[] = [
  { to: '/', name: 'Home', letter: 'h', icon: IconHome2 },
  { to: '/my-next', name: 'My next', letter: 'm', icon: IconChecklist },
  { to: '/views', name: 'Views', letter: 'v', icon: IconLayoutList },
  { to: '/accounts', name: 'Accounts', letter: 'a', icon: IconUsers },
  { to: '/studio', name: 'Studio', letter: 's', icon: IconAdjustmentsHorizontal, studio: true },
]
