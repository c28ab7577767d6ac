import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import { ask, signIn, visitor } from './support/browser.mjs'
import { openHouse } from './support/house.mjs'
import { choose, tabTo } from './support/keyboard.mjs'

const { program, browser, close } = await openHouse()
after(close)
const page = await visitor(browser, program.url)
await signIn(page)
const board = await ask(page, 'board')
const most = [...board.rows].sort((left, right) => right.recordsCount - left.recordsCount)[0]
const at = `/providers/${most.provider}`
const marks = page.locator('[data-mark], [data-cluster]')
const told = page.locator('.timeline__told')
const shown = async () => Number(/^[\d,]+/.exec(await told.innerText())[0].replace(',', ''))

/** How many records the picture shows: marks, and what the clusters say they hold. */
async function drawn() {
  const singles = await page.locator('[data-mark]').count()
  const counts = await page.locator('.cluster[data-cluster] .cluster__count').allInnerTexts()
  return counts.reduce((sum, count) => sum + Number(count), singles)
}

async function open(query = '') {
  await page.goto(`${at}${query}`)
  await marks.first().waitFor()
  await page.getByText('still being fetched').waitFor({ state: 'detached' })
}

beforeEach(() => open())

describe('the picture of a provider', () => {
  test('comes after the list for whoever hears the page, and above it for whoever sees it', async () => {
    const { before, above } = await page.evaluate(() => {
      const list = document.querySelector('.timeline__list')
      const picture = document.querySelector('.picture')
      return {
        before: !!(list.compareDocumentPosition(picture) & Node.DOCUMENT_POSITION_FOLLOWING),
        above: picture.getBoundingClientRect().top < list.getBoundingClientRect().top,
      }
    })
    assert.deepEqual({ before, above }, { before: true, above: true })
  })
  test('has the stages along its top, and a lane for each strand', async () => {
    await page.locator('.band').first().waitFor()
    const rows = page.locator('.picture__row')
    assert.match(await rows.first().getAttribute('aria-label'), /Stage decided/)
    assert.equal(await rows.count(), 10)
  })
  test('shows the same records as the list and the table, whatever is asked for', async () => {
    await page.getByRole('button', { name: 'All', exact: true }).click()
    await page.waitForURL(/from=/)
    await page.getByLabel('Show', { exact: true }).selectOption({ label: 'Concerns only' })
    await page.waitForURL(/strand=concerns/)
    const items = (await ask(page, `providers/${most.provider}/timeline?limit=500`)).items
    const concerns = items.filter(({ concern }) => concern)
    const superseded = concerns.filter(({ updatedBy }) => updatedBy).length
    assert.equal(await shown(), concerns.length)
    assert.equal(await drawn(), concerns.length - superseded)
    await page.getByRole('button', { name: 'Table' }).click()
    await page.waitForURL(/view=table/)
    assert.equal(
      await page.locator('.records-table tbody tr').count(),
      Math.min(50, concerns.length),
    )
  })
  test('keeps what is asked for in the address, so that it can be sent', async () => {
    await page.getByRole('button', { name: 'Closer' }).click()
    await page.waitForURL(/from=.*to=/)
    await page.getByLabel('Words').fill('visit')
    await page.waitForURL(/q=visit/)
    const [count, lit] = [await shown(), await drawn()]
    const other = await visitor(browser, program.url)
    await signIn(other)
    await other.goto(page.url())
    await other.locator('[data-mark], [data-cluster]').first().waitFor()
    assert.equal(await other.locator('.timeline__told').innerText(), await told.innerText())
    assert.ok(count > 0 && lit > 0)
    await other.context().close()
  })
})

describe('without a mouse', () => {
  test('one comes to the picture, from mark to mark, and to the record', async () => {
    await choose(page, page.locator('.timeline__skip'))
    await page.keyboard.press('Tab')
    const inPicture = () =>
      page.evaluate(() => document.activeElement?.closest('[data-mark], [data-cluster]') !== null)
    for (let tabs = 0; tabs < 12 && !(await inPicture()); tabs += 1)
      await page.keyboard.press('Tab')
    assert.ok(await inPicture(), 'Tab leads to a mark')
    const label = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    const first = await label()
    await page.keyboard.press('ArrowRight')
    assert.notEqual(await label(), first)
    assert.match(await page.locator('.picture-card').innerText(), /\d{4}/)
    await page.keyboard.press('ArrowDown')
    assert.equal(await inPicture(), true)
    while (await page.evaluate(() => document.activeElement?.hasAttribute('data-cluster'))) {
      await page.keyboard.press('ArrowDown')
    }
    const event = await page.evaluate(() => document.activeElement?.getAttribute('data-mark'))
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(`#event-${event}`))
    await page.locator(`#event-${event}.entry--sought`).waitFor()
  })
  test('the focus stays on its record while one looks closer and wider', async () => {
    await page.locator('[data-cluster]').first().focus()
    for (const key of ['+', '+', '-', '-', 'PageUp', 'PageDown', 'Home']) {
      await page.keyboard.press(key)
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done())))
    }
    assert.equal(
      await page.evaluate(() => document.activeElement?.closest('svg.picture') !== null),
      true,
    )
  })
  test('one chooses a day, and the page turns to what was known on it', async () => {
    const slider = page.locator('#picture-day')
    await choose(page, page.locator('.timeline__skip'))
    await tabTo(page, slider)
    for (let days = 0; days < 30; days += 1) await page.keyboard.press('ArrowLeft')
    const day = await slider.getAttribute('aria-valuetext')
    await choose(
      page,
      page.getByRole('button', { name: `Show the page as it was known on ${day}` }),
    )
    await page.locator('.then-banner').waitFor()
    assert.match(await page.locator('.then-banner').innerText(), new RegExp(`known on ${day}`))
  })
})

describe('with a mouse', () => {
  test('dragging moves the picture, and with Shift looks closer at a part', async () => {
    await page.locator('.picture').scrollIntoViewIfNeeded()
    const box = await page.locator('.picture').boundingBox()
    const drag = async (from, to) => {
      await page.mouse.move(box.x + box.width * from, box.y + 12)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width * to, box.y + 12, { steps: 5 })
      await page.mouse.up()
    }
    const length = () => {
      const query = new URL(page.url()).searchParams
      return (Date.parse(query.get('to')) - Date.parse(query.get('from'))) / 86_400_000
    }
    await page.keyboard.down('Shift')
    await drag(0.5, 0.7)
    await page.keyboard.up('Shift')
    await page.waitForURL(/from=/)
    const closer = length()
    assert.ok(closer > 60 && closer < 250, String(closer))
    const before = page.url()
    await drag(0.5, 0.7)
    await page.waitForURL((url) => url.href !== before)
    assert.ok(Math.abs(length() - closer) <= 2)
  })
  test('pointing at a mark tells its record below, covering nothing', async () => {
    const mark = page.locator('[data-mark]').first()
    await mark.locator('.mark__shape').hover()
    const kind = (await mark.getAttribute('aria-label')).split(',')[0]
    assert.ok((await page.locator('.picture-card').innerText()).includes(kind))
  })
})

describe('two days compared', () => {
  test('tell the stages, the reasons and the records that came, which have a ring', async () => {
    const last = (await ask(page, `providers/${most.provider}/timeline?limit=40`)).items.at(-1)
    const day = new Date(Number(last.recordedUnixMs)).toISOString().slice(0, 10)
    await open(`?compare=${day}&with=${board.asOf}`)
    await page.locator('.compare__stages').waitFor()
    assert.match(await page.locator('.compare__result').innerText(), /records? known on the second/)
    await page.locator('.mark__ring').first().waitFor()
    await page.getByRole('button', { name: 'Stop comparing' }).click()
    await page.locator('.mark__ring').first().waitFor({ state: 'detached' })
  })
})

describe('the services of one owner', () => {
  test('stand in one picture, a row each, and lead to their records', async () => {
    const owned = board.rows.find(({ ownerGroup }) => ownerGroup)
    const count = board.rows.filter(({ ownerGroup }) => ownerGroup === owned.ownerGroup).length
    await page.goto(`/providers/${owned.provider}`)
    await page.getByRole('link', { name: `All services of ${owned.ownerGroup}` }).click()
    await page.getByRole('heading', { level: 1, name: owned.ownerGroup }).waitFor()
    await page
      .locator('.picture__row')
      .nth(count - 1)
      .waitFor()
    assert.equal(await page.locator('.picture__row').count(), count)
    await page.locator('.band').first().waitFor()
    await page.locator('.timeline__list .entry a').first().click()
    await page.locator('.entry--sought').waitFor()
    assert.deepEqual(page.faults, [])
  })
})

describe('the history of a record', () => {
  test('tells who wrote down each version and what it changed', async () => {
    const { items } = await ask(page, `providers/${most.provider}/timeline?limit=500`)
    const later = items.find(({ updates }) => updates)
    await open(`#event-${later.eventId}`)
    const entry = page.locator(`#event-${later.eventId}`)
    await entry.getByRole('link', { name: /History of this record/ }).click()
    await page.getByRole('heading', { level: 1, name: 'History of this record' }).waitFor()
    const steps = page.locator('.history__step')
    assert.equal(await steps.count(), 2)
    assert.ok((await steps.nth(1).innerText()).includes(later.recordedBy))
    assert.ok((await page.locator('.history__changes tbody tr').count()) > 0)
  })
})
