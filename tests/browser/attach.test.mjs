import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { after, describe, test } from 'node:test'
import { faultsOf } from './support/axe.mjs'
import { officerAtWork } from './support/house.mjs'

const megabytes = 4
const pdf = Buffer.concat([
  Buffer.from('%PDF-1.7\n'),
  Buffer.from(Array.from({ length: megabytes * 1024 * 1024 }, (_, at) => (at * 31) % 251)),
])

const { page, provider, close } = await officerAtWork()
after(close)

async function hashOf(path) {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece)
  return hash.digest('hex')
}

describe('a file', () => {
  test('is added, told of on the timeline, and given back as it was', async () => {
    await page.goto(`/providers/${provider}`)
    await page.getByRole('button', { name: 'Add a file' }).click()
    await page.getByRole('heading', { name: 'Add a file' }).waitFor()
    assert.deepEqual(await faultsOf(page), [])
    await page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name: 'Visit 3 May.pdf', mimeType: 'text/html', buffer: pdf })
    assert.equal(await page.getByLabel('Title').inputValue(), 'Visit 3 May')
    await page.getByLabel('English and Welsh').check()
    await page.getByRole('button', { name: 'Add the file' }).click()
    await page.locator('.govuk-notification-banner--success').waitFor()
    const entry = page.locator('.entry', { hasText: 'Visit 3 May' }).first()
    await entry.waitFor()
    const coming = page.waitForEvent('download')
    await entry.getByRole('link', { name: 'Open the file' }).click()
    const download = await coming
    assert.equal(download.suggestedFilename(), 'Visit 3 May.pdf')
    assert.equal(
      await hashOf(await download.path()),
      createHash('sha256').update(pdf).digest('hex'),
    )
  })

  test('of a type that is not taken is refused by its name, and by its content', async () => {
    await page.goto(`/providers/${provider}/attach`)
    const file = page.getByLabel('File', { exact: true })
    const summary = page.locator('.govuk-error-summary')
    await page.getByRole('button', { name: 'Add the file' }).click()
    await summary.waitFor()
    assert.deepEqual(await summary.locator('a').allInnerTexts(), ['Choose a file', 'Give a title'])
    await file.setInputFiles({ name: 'a.exe', mimeType: '', buffer: Buffer.from('MZ') })
    await page.getByRole('button', { name: 'Add the file' }).click()
    await summary.getByText('Files of this type are not taken').waitFor()
    await file.setInputFiles({
      name: 'minutes.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('<!doctype html><script>alert(1)</script>'),
    })
    await page.getByLabel('Title').fill('Minutes')
    await page.getByRole('button', { name: 'Add the file' }).click()
    await page.locator('#attach-file-error', { hasText: 'Attach a PDF' }).waitFor()
    assert.equal(await summary.evaluate((box) => box === document.activeElement), true)
    assert.deepEqual(await faultsOf(page), [])
    await page.getByRole('button', { name: 'Cymraeg' }).click()
    await page.locator('#attach-file-error', { hasText: 'Atodwch PDF' }).waitFor()
    await page.getByRole('button', { name: 'English' }).click()
  })

  test('that cannot be sent says so, and is sent again when the line is back', async () => {
    await page.goto(`/providers/${provider}/attach`)
    await page.getByLabel('File', { exact: true }).setInputFiles({
      name: 'notes.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('All well.'),
    })
    await page.route('**/attachments*', (route) => route.abort())
    await page.getByRole('button', { name: 'Add the file' }).click()
    await page.locator('#attach-file-error', { hasText: 'The connection was lost' }).waitFor()
    await page.unroute('**/attachments*')
    await page.getByRole('button', { name: 'Add the file' }).click()
    await page.locator('.govuk-notification-banner--success').waitFor()
  })
})
