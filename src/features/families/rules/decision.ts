export type Decision = { ok: true } | { ok: false; because: string[] }
