import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { ask, record } from './support/browser.mjs'
import { officerAtWork } from './support/house.mjs'

const { page, provider, close } = await officerAtWork()
after(close)

const { today } = await ask(page, 'session')
const dayBefore = (day) =>
  new Date(Date.parse(`${day}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
const yesterday = dayBefore(today)
const long = (day) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day))

/** Fills in "What was known" on the provider's page, and asks for it. */
async function look({ known, on, by }) {
  await page.goto(`/providers/${provider}`)
  await page.getByText('What was known', { exact: true }).click()
  for (const [id, day] of [
    ['then-known', known],
    ['then-on', on],
  ]) {
    if (!day) continue
    const [year, month, date] = day.split('-').map(Number)
    await page.locator(`#${id}`).fill(String(date))
    await page.locator(`#${id}-month`).fill(String(month))
    await page.locator(`#${id}-year`).fill(String(year))
  }
  if (by) await page.locator('#then-by').selectOption({ label: by })
  await page.getByRole('button', { name: 'Show it' }).click()
  await page.locator('.then-banner').waitFor()
  await page.locator('.timeline__told').waitFor()
}

const { eventId } = await record(
  page,
  provider,
  'Complaint',
  { occurredFrom: yesterday, source: 'COUNCIL_COMPLAINTS' },
  { stage: 'LOCAL_RESOLUTION' },
)
const entry = page.locator(`#event-${eventId}`)

describe('the page of a provider as it was known on a day', () => {
  test('says so, and keeps what was chosen in the address', async () => {
    await look({ known: yesterday })
    assert.match(
      await page.locator('.then-banner').innerText(),
      new RegExp(`as known on ${long(yesterday)}`),
    )
    assert.match(page.url(), new RegExp(`as_known_at=${yesterday}`))
  })
  test('does not show what was recorded later, though it had happened by then', async () => {
    await look({ known: yesterday })
    assert.equal(await entry.count(), 0)
    await page.goto(`/providers/${provider}`)
    await entry.waitFor()
  })
  test('shows on an earlier day what had happened by then, whenever it was recorded', async () => {
    await look({ on: yesterday })
    await entry.waitFor()
    await look({ on: dayBefore(yesterday) })
    assert.equal(await entry.count(), 0)
  })
  test('as one agency knew it leaves out what only others knew', async () => {
    await look({ by: 'Council: complaints' })
    await entry.waitFor()
    await look({ by: 'Police' })
    assert.match(await page.locator('.then-banner').innerText(), /by Police/)
    assert.equal(await entry.count(), 0)
  })
  test('offers nobody to record anything', async () => {
    await look({ on: today })
    const links = page.locator('main a[href*="/record"], main a[href*="/attach"]')
    const writing = links.and(page.locator(':not([href*="/records/"])'))
    assert.equal(await writing.count(), 0)
    await page.getByRole('link', { name: 'Back to now' }).click()
    await page.getByRole('button', { name: 'Record something' }).waitFor()
    assert.ok((await writing.count()) > 0)
  })
  test('says of a day that is none that it is none, and stays', async () => {
    await page.goto(`/providers/${provider}`)
    await page.getByText('What was known', { exact: true }).click()
    await page.locator('#then-known').fill('31')
    await page.locator('#then-known-month').fill('2')
    await page.locator('#then-known-year').fill('2026')
    await page.getByRole('button', { name: 'Show it' }).click()
    await page.getByText('Enter a real day').waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'then-known')
    assert.equal(await page.locator('.then-banner').count(), 0)
    assert.deepEqual(page.faults, [])
  })
})
