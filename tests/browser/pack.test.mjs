// A meeting pack: fetched from the page, then opened as a file, with nobody to ask.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { faultsOf } from './support/axe.mjs'
import { desk, languages, phone, signIn, visitor } from './support/browser.mjs'
import { openHouse } from './support/house.mjs'

const provider = 'llys-y-wylan-lwyd'
let house
let folder
let address

before(async () => {
  house = await openHouse()
  folder = await mkdtemp(join(tmpdir(), 'gwarchod-pack-'))
  const page = await visitor(house.browser, house.program.url)
  await signIn(page)
  await page.goto(`/providers/${provider}`)
  const fetched = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Meeting pack' }).click()
  const file = join(folder, 'pack.html')
  await (await fetched).saveAs(file)
  address = pathToFileURL(file).href
})
after(async () => {
  await house?.close()
  await rm(folder, { recursive: true, force: true })
})

/** The file, and whatever it asked anybody for. */
async function open({ hash = '', viewport = desk, javaScriptEnabled = true } = {}) {
  const context = await house.browser.newContext({ viewport, javaScriptEnabled })
  const page = await context.newPage()
  const asked = []
  page.on('request', (request) => asked.push(request.url()))
  page.faults = []
  page.on('pageerror', (error) => page.faults.push(String(error)))
  await page.goto(address + hash)
  return { page, others: () => asked.filter((url) => !/^(file|data):/.test(url)) }
}

test('the file shows stage, picture, records and what it is marked as, and asks nobody', async () => {
  const { page, others } = await open()
  await page.getByRole('heading', { level: 1, name: 'Llys y Wylan Lwyd' }).waitFor()
  await page.getByText('OFFICIAL - SENSITIVE').first().waitFor()
  assert.ok((await page.locator('.picture [data-mark], .picture a').count()) > 10)
  assert.ok((await page.locator('.records-table tbody tr').count()) > 50)
  await page.getByText('Tests for leaving the stage').waitFor()
  await page.getByRole('heading', { name: 'Could it have been seen sooner?' }).waitFor()
  await page.getByText('How to check this file').waitFor()
  assert.deepEqual(others(), [])
  assert.deepEqual(page.faults, [])
})

test('its switch turns all of it into the other language', async () => {
  const { page } = await open()
  await page.getByRole('button', { name: 'Cymraeg' }).click()
  await page.getByText('SWYDDOGOL - SENSITIF').first().waitFor()
  assert.equal(await page.locator('html').getAttribute('lang'), 'cy')
  await page.getByRole('heading', { name: 'Cofnodion, yr hynaf yn gyntaf' }).waitFor()
  assert.equal(await page.getByText('OFFICIAL - SENSITIVE').count(), 0)
})

test('a link to a record leads to its row', async () => {
  const { page } = await open()
  const link = page.locator('.outlook__due a').first()
  const href = await link.getAttribute('href')
  assert.match(href ?? '', /^#row-/)
  assert.equal(await page.locator(`[id="${href?.slice(1)}"]`).count(), 1)
})

test('axe finds no fault in it, in either language, at either width, nor does it scroll sideways', async () => {
  const faults = []
  for (const language of languages) {
    for (const viewport of [desk, phone]) {
      const { page } = await open({ hash: language === 'cy' ? '#cy' : '', viewport })
      await page.locator('.pack').waitFor()
      for (const fault of await faultsOf(page))
        faults.push(`${language} ${viewport.width}: ${fault}`)
    }
  }
  assert.deepEqual(faults, [])
})

test('without scripts it is read as tables, in both languages', async () => {
  const { page } = await open({ javaScriptEnabled: false })
  await page.locator('#plain section[lang="en"] table tbody tr').first().waitFor()
  assert.ok((await page.locator('#plain section[lang="cy"] tbody tr').count()) > 50)
})

test('on paper it has numbered pages, and nothing that only a screen can do', async () => {
  const { page } = await open()
  await page.locator('.pack').waitFor()
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.locator('.pack__languages').isVisible(), false)
  assert.equal(await page.locator('details:not([open])').count(), 0)
  const rules = await page.evaluate(() =>
    [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText)),
  )
  const margins = rules.filter((rule) => rule.startsWith('@page')).join('\n')
  assert.match(margins, /counter\(page\)/)
  assert.match(margins, /OFFICIAL - SENSITIVE · Vale of Glamorgan/)
  const paper = await page.pdf({ preferCSSPageSize: true })
  assert.ok(paper.length > 10_000)
})
