import type { Home } from '../../../features/reports/contract.ts'

/** One line a day, with a heading, as spreadsheets read it. */
export function backlogCsv(days: Home['backlog']): Blob {
  const lines = ['day,in,out,open', ...days.map((row) => [row.day, row.in, row.out, row.open].join(','))]
  return new Blob([`${lines.join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' })
}

/** Hands a file that was made here to the browser's downloads. */
export function saveFile(name: string, content: Blob) {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
