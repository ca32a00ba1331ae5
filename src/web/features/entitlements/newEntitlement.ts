import type { EntitlementTerms } from '../../../features/entitlements/contract/terms.ts'
import { newId } from '../../ui/newId.ts'

/** What most contracts grant: twenty hours a year. */
export const newEntitlement = (): EntitlementTerms => ({
  id: newId(),
  name: 'Support hours',
  kind: 'hours',
  amount: 1200,
  per: 'year',
  rollOver: null,
  channels: [],
  types: [],
  since: null,
})
