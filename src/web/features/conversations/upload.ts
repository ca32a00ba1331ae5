import { ApiProblem } from '../../../platform/client.ts'

export interface Attached {
  id: string
  name: string
  bytes: number
}

/** Puts a file beside a case; whatever names it afterwards keeps it there. */
export async function upload(caseId: string, file: File): Promise<Attached> {
  const answer = await fetch(`/api/v1/cases/${caseId}/attachments?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    headers: { 'content-type': file.type || 'application/octet-stream' },
    body: file,
  })
  const body = (await answer.json()) as Record<string, unknown>
  if (!answer.ok) throw new ApiProblem(answer.status, body)
  return body as unknown as Attached
}
