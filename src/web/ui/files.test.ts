import { expect, test } from 'vitest'
import { csv } from './files.ts'

test('a table is read by spreadsheets as it stands, and nothing in it is a formula to them', async () => {
  const text = await csv([
    ['name', 'count'],
    ['Gold, "new"', 3],
    ['=1+1', -2],
    ['two\nlines', 0],
    ['\n=1+1', 1],
  ]).text()
  expect(text).toBe(`name,count\r\n"Gold, ""new""",3\r\n'=1+1,-2\r\n"two\nlines",0\r\n"'\n=1+1",1\r\n`)
})
