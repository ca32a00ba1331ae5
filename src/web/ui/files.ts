export type Cell = string | number

/** A table with its heading, as spreadsheets read it; what somebody called something is no formula to them. */
export function csv(table: readonly (readonly Cell[])[]): Blob {
  const lines = table.map((row) => row.map(cell).join(','))
  return new Blob([`${lines.join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' })
}

function cell(value: Cell): string {
  if (typeof value === 'number') return String(value)
  const plain = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
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
