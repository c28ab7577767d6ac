// What the page weighs: bytes of the first load and of each page after it; and how long a slow computer
// is busy until the board's first row stands there. Prints the figures, and holds them to a budget.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { ask, signIn, visitor } from './support/browser.mjs'
import { openHouse } from './support/house.mjs'

const kib = 1024
const budget = {
  firstScriptBytes: 150 * kib,
  firstStyleBytes: 40 * kib,
  /** Of one further page, beyond what was there. */
  pageScriptBytes: 60 * kib,
  firstRowMs: 4_000,
  longestTaskMs: 1_000,
}
/** A cheap laptop beside the machine of who wrote this. */
const slowdown = 4
const runs = 3

const { program, browser, close } = await openHouse()
after(close)

const inKib = (bytes) => `${(bytes / kib).toFixed(1)} KiB`
const median = (values) => [...values].sort((left, right) => left - right)[values.length >> 1]

/** Adds up what of each type has come to the page so far, as it came over the line. */
function weigh(page) {
  const coming = []
  page.on('requestfinished', (request) => {
    const type = request.resourceType()
    if (type !== 'script' && type !== 'stylesheet') return
    coming.push(request.sizes().then(({ responseBodySize: bytes }) => ({ type, bytes })))
  })
  return async (wanted) => {
    const all = await Promise.all(coming)
    return all.filter(({ type }) => type === wanted).reduce((sum, { bytes }) => sum + bytes, 0)
  }
}

/** A page to be loaded as if for the first time: nothing is held by a worker. */
async function newcomer() {
  const page = await visitor(browser, program.url, { serviceWorkers: 'block' })
  await signIn(page)
  return page
}

/** Everything comes over the line each time. */
async function withoutCache(page) {
  const line = await page.context().newCDPSession(page)
  await line.send('Network.enable')
  await line.send('Network.setCacheDisabled', { cacheDisabled: true })
  return line
}

describe('the weight of the page', () => {
  test('is within its budget of bytes at the first load', async (t) => {
    const page = await visitor(browser, program.url, { serviceWorkers: 'block' })
    const weight = weigh(page)
    await signIn(page)
    const script = await weight('script')
    const style = await weight('stylesheet')
    t.diagnostic(`first load: script ${inKib(script)}, style ${inKib(style)}`)
    assert.ok(script > 10 * kib && style > kib, 'something was weighed')
    assert.ok(script <= budget.firstScriptBytes, `script ${inKib(script)}`)
    assert.ok(style <= budget.firstStyleBytes, `style ${inKib(style)}`)
    await page.context().close()
  })

  test('grows by little with each further page', async (t) => {
    const page = await newcomer()
    const { rows } = await ask(page, 'board')
    const at = `/providers/${rows[0].provider}`
    const pages = ['/concern', '/device', '/deadlines', '/policy', '/policy/try', '/accessibility']
    for (const path of [...pages, at, `${at}/record/Complaint`, `${at}/attach`]) {
      const other = await page.context().newPage()
      await withoutCache(other)
      const weight = weigh(other)
      await other.goto('/')
      await other.locator('.board-summary').waitFor()
      const before = await weight('script')
      await other.evaluate((to) => {
        const link = document.createElement('a')
        link.href = to
        document.querySelector('main').append(link)
        link.click()
      }, path)
      await other.locator('main h1').waitFor()
      await other.locator('.loading').waitFor({ state: 'detached' })
      const more = (await weight('script')) - before
      t.diagnostic(`${path.replace(at, '/providers/…')}: ${inKib(more)} of script more`)
      assert.ok(more <= budget.pageScriptBytes, `${path}: ${inKib(more)}`)
      await other.close()
    }
    await page.context().close()
  })

  test(`lets a computer ${slowdown} times as slow show the first row in time`, async (t) => {
    const page = await newcomer()
    await page.addInitScript(() => {
      globalThis.seen = { firstRowMs: 0, tasksMs: [] }
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) globalThis.seen.tasksMs.push(duration)
      }).observe({ type: 'longtask', buffered: true })
      new MutationObserver((_, watch) => {
        if (!document.querySelector('.board-row')) return
        globalThis.seen.firstRowMs = performance.now()
        watch.disconnect()
      }).observe(document, { childList: true, subtree: true })
    })
    const line = await withoutCache(page)
    await line.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    const firstRows = []
    const longest = []
    for (let run = 0; run < runs; run += 1) {
      await page.goto('/')
      await page.locator('.board-row').first().waitFor()
      await page.waitForFunction(() => globalThis.seen.firstRowMs > 0)
      const seen = await page.evaluate(() => globalThis.seen)
      firstRows.push(seen.firstRowMs)
      longest.push(Math.max(0, ...seen.tasksMs))
    }
    const round = (values) => values.map((value) => Math.round(value)).join(', ')
    t.diagnostic(`first row after ${round(firstRows)} ms; longest task ${round(longest)} ms`)
    assert.ok(median(firstRows) <= budget.firstRowMs, `first row ${round(firstRows)} ms`)
    assert.ok(median(longest) <= budget.longestTaskMs, `longest task ${round(longest)} ms`)
    await page.context().close()
  })
})
