import type { CaseType, CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import { ApiProblem } from '../../../platform/client.ts'
import { saveFile } from '../../ui/files.ts'
import { wordsOf } from '../../ui/forms.ts'

/** What needs its words before it can stand anywhere. */
export const namingProblems = ({ stages, fields, approvals }: CaseTypeDefinition): string[] => [
  ...stages
    .filter(({ label, customerLabel }) => !label.trim() || !customerLabel.trim())
    .map(
      ({ label }) =>
        `${label.trim() ? `Stage ${label}` : 'The new stage'} needs a name for us and one for the customer.`,
    ),
  ...stages
    .filter(({ tasks }) => tasks.some(({ title }) => !title.trim()))
    .map(({ label }) => `A task of ${label.trim() || 'the new stage'} needs a name, or is removed.`),
  ...(fields.some(({ label }) => !label.trim()) ? ['The new field needs a name.'] : []),
  ...(approvals.some(({ title }) => !title.trim()) ? ['The new approval needs a name.'] : []),
]

export function exportType({ key, definition }: CaseType): void {
  const text = JSON.stringify({ key, definition }, null, 2)
  saveFile(`${key}.caseward-type.json`, new Blob([text], { type: 'application/json' }))
}

/** What the server found wrong, with where it stands. */
export function refusedFields(error: Error): string[] {
  const fields = error instanceof ApiProblem ? (error.detail.fields as { path: string; message: string }[]) : undefined
  return fields?.length ? fields.map(({ path, message }) => `${placeWords(path)}${message}`) : [wordsOf(error)]
}

/** `body.definition.stages.3.tasks.0.title` is “stages, entry 4, tasks, entry 1, title: ”. */
export function placeWords(path: string): string {
  const parts = path
    .replace(/^(body\.)?(definition)?\.?/, '')
    .split('.')
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? `entry ${Number(part) + 1}` : part))
  return parts.length > 0 ? `${parts.join(', ')}: ` : ''
}
