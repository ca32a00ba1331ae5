import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, mira, openDesk, showOnFailure } from '../world/desk.ts'

let desk: Desk
let page: Page
beforeAll(async () => {
  desk = await openDesk()
  page = await desk.seat(mira.email, { hasTouch: true })
}, 240_000)
afterAll(() => desk?.close())

const typed = (day: string) => page.getByLabel(`Hours on ${day}`)
const bar = (name: string) => page.getByRole('button', { name })

/** Where an hour of a day lies on the screen. */
async function place(day: string, hour: number): Promise<{ x: number; y: number }> {
  const strip = page.getByText(day, { exact: true }).locator('xpath=following-sibling::div[1]')
  const { x, y, width, height } = (await strip.boundingBox())!
  return { x: x + (width * hour) / 24, y: y + height / 2 }
}

async function draw(day: string, from: number, to: number): Promise<void> {
  const [start, end] = [await place(day, from), await place(day, to)]
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move(end.x, end.y, { steps: 5 })
  await page.mouse.up()
}

/** A finger, as the browser's own protocol knows it. */
async function drawByFinger(day: string, from: number, to: number): Promise<void> {
  const client = await page.context().newCDPSession(page)
  const [start, end] = [await place(day, from), await place(day, to)]
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
    client.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] })
  await touch('touchStart', start)
  for (let i = 1; i <= 5; i++) await touch('touchMove', { x: start.x + ((end.x - start.x) * i) / 5, y: start.y })
  await touch('touchEnd')
}

test('the week is drawn by mouse, finger and key, holidays come from a country, and all is kept', async () => {
  showOnFailure(desk, page)
  await page.goto('/studio/calendars')
  await draw('Saturday', 10, 14)
  expect(await typed('Saturday').inputValue()).toBe('10:00–14:00')
  await draw('Monday', 16.9, 19.4)
  expect(await typed('Monday').inputValue()).toBe('09:00–19:30')
  await draw('Tuesday', 13, 12)
  expect(await typed('Tuesday').inputValue()).toBe('08:00–16:00')
  await draw('Friday', 22, 30)
  expect(await typed('Friday').inputValue()).toBe('09:00–17:00, 22:00–06:00')
  await drawByFinger('Sunday', 8, 12)
  expect(await typed('Sunday').inputValue()).toBe('08:00–12:00')

  await bar('Saturday, 10:00–14:00').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+PageUp')
  await page.keyboard.press('Alt+ArrowLeft')
  expect(await typed('Saturday').inputValue()).toBe('10:00–15:15')
  await bar('Sunday, 08:00–12:00').focus()
  await page.keyboard.press('Delete')
  expect(await typed('Sunday').inputValue()).toBe('')

  await page.getByRole('button', { name: 'More for Monday' }).click()
  await page.getByRole('menuitem', { name: 'Wednesday' }).click()
  expect(await typed('Wednesday').inputValue()).toBe('09:00–19:30')
  await typed('Thursday').fill('8–12, 13–17')
  await page.getByText('8 h', { exact: true }).nth(1).waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Version 2.').waitFor()

  await page.getByRole('button', { name: 'Add the list of a country' }).click()
  await page.getByPlaceholder('Norway').fill('Norw')
  await page.getByRole('option', { name: 'Norway' }).click()
  await page.getByRole('switch', { name: 'Christmas Eve closes every year' }).press('Space')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByText('Version 3.').waitFor()
  const found = await page.request.get('/api/v1/calendars')
  const [calendar] = (await found.json()).items
  expect(calendar.weekly).toEqual({
    mon: [['09:00', '19:30']],
    tue: [['08:00', '16:00']],
    wed: [['09:00', '19:30']],
    thu: [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ],
    fri: [
      ['09:00', '17:00'],
      ['22:00', '06:00'],
    ],
    sat: [['10:00', '15:15']],
  })
  const names = calendar.closed.map(({ name }: { name: string }) => name)
  expect(names).toContain('Christmas Eve')
  expect(names).toContain('Constitution Day')
  expect(desk.problems).toEqual([])
})
