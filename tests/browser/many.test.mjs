// A large authority on a bad day: 5,000 providers on the board, 50 of them changing each second. Tasks are
// measured by the clock, and whatever else runs on the machine lengthens them: the best of three counts.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { ask, isLive, record, startBrowser, visitor } from './support/browser.mjs'
import { busyDay } from './support/busy-day.mjs'
import { startAuthority } from './support/program.mjs'

const providers = 5_000
const aSecond = 50
const seconds = 6
const longTaskMsMax = 200
const attemptsMax = 3

const program = await startAuthority({ providers, events: 12_000, days: 60 })
after(() => program.clear())
const browser = await startBrowser()
after(() => browser.close())
const page = await visitor(browser, program.url)
await page.addInitScript(() => {
  globalThis.longTasks = []
  const note = (list) =>
    globalThis.longTasks.push(...list.getEntries().map((each) => each.duration))
  new PerformanceObserver(note).observe({ type: 'longtask' })
})
await page.goto(program.link)
await page.locator('#password').fill('three words apart')
await page.locator('form button[type=submit]').click()
await page.locator('.board-row').first().waitFor()

/** The board with every row of it drawn, by name, and live. */
async function everyRow() {
  await page.goto('/?sort=name')
  await page.locator('.stage-group button[aria-expanded=false]').last().click()
  await page.waitForFunction(
    (count) => document.querySelectorAll('.board-row').length === count,
    providers,
    { timeout: 60_000 },
  )
  await isLive(page)
}

/** The providers in sight, from the top, each with where it stands. */
function inSight() {
  return page.evaluate(() =>
    [...document.querySelectorAll('.board-row')]
      .map((row) => ({ provider: row.dataset.provider, top: row.getBoundingClientRect().top }))
      .filter(({ top }) => top >= 0 && top < innerHeight),
  )
}

async function decide(provider, toStage) {
  const { today } = await ask(page, 'session')
  await record(
    page,
    provider,
    'StageDecision',
    { occurredFrom: today, source: 'COUNCIL_CONTRACTS' },
    { toStage, reasons: 'Decided in a test.', chair: 'The chair', effective: today },
  )
}

describe('a board of 5,000 providers', () => {
  test('draws every row, finds any of them, and puts all of them on paper', async () => {
    await everyRow()
    const { rows } = await ask(page, 'board')
    const last = await page.locator('.board-row').last().getAttribute('data-provider')
    const { name } = rows.find((row) => row.provider === last)
    assert.equal(
      await page.evaluate((sought) => globalThis.find(sought), name),
      true,
      'the browser finds on the page what is far out of sight',
    )
    await page.reload()
    await page.locator('.board-row').first().waitFor()
    await page.evaluate(() => globalThis.dispatchEvent(new Event('beforeprint')))
    assert.equal(await page.locator('.board-row').count(), providers)
    await page.evaluate(() => globalThis.dispatchEvent(new Event('afterprint')))
  })

  test('does not stand still while 50 rows change each second', async () => {
    await everyRow()
    const { rows } = await ask(page, 'board')
    const spread = rows.filter((_, at) => at % 7 === 0).map((row) => row.provider)
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2))
    const longest = []
    while (longest.length < attemptsMax && !(Math.min(...longest) <= longTaskMsMax)) {
      await page.evaluate(() => {
        globalThis.longTasks.length = 0
      })
      const done = await busyDay(page, program.url, { providers: spread, aSecond, seconds })
      await page.waitForFunction(
        (count) => document.querySelectorAll('.board-row--moved').length >= count,
        done.sent,
      )
      longest.push(Math.max(0, ...(await page.evaluate(() => globalThis.longTasks))))
    }
    assert.ok(Math.min(...longest) <= longTaskMsMax, `the longest tasks took ${longest} ms`)
    assert.deepEqual(page.faults, [])
  })

  test('keeps the focus and every row in its place while rows change their stage', async () => {
    await everyRow()
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2))
    await page.waitForFunction(() =>
      document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('.board-row'),
    )
    const read = await page.evaluate(() => {
      const row = document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest('.board-row')
      row.querySelector('a').focus({ preventScroll: true })
      return row.dataset.provider
    })
    const before = await inSight()
    const [above] = before
    assert.notEqual(above.provider, read)

    await decide(above.provider, 'escalating')
    await decide(read, 'enhanced')
    await page.locator('.board-held__box').getByText('2 rows belong elsewhere now.').waitFor()
    const row = page.locator(`[data-provider="${read}"]`)
    await row.getByText('Now: Stage 1: Enhanced monitoring').waitFor()

    const after = await inSight()
    const place = (list) => list.find(({ provider }) => provider === read).top
    assert.ok(Math.abs(place(after) - place(before)) <= 1, 'what is read stands where it stood')
    const common = before.filter((each) => after.some((other) => other.provider === each.provider))
    assert.deepEqual(
      after
        .map((each) => each.provider)
        .filter((each) => common.some((one) => one.provider === each)),
      common.map((each) => each.provider),
      'the rows keep their order',
    )
    assert.equal(
      await page.evaluate(() => document.activeElement?.closest('.board-row')?.dataset.provider),
      read,
      'the focus is where it was',
    )

    await page.getByRole('button', { name: 'Put them in order' }).click()
    await page
      .locator(`section[aria-labelledby=stage-enhanced] [data-provider="${read}"]`)
      .waitFor({
        state: 'attached',
      })
    assert.equal(await page.locator('.board-held__box').count(), 0)
  })
})
