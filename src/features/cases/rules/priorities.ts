import type { Priority } from '../../../platform/shapes.ts'

export const lowestFirst: readonly Priority[] = ['low', 'medium', 'high', 'critical']
