// What a sub-group does with the board: filters by keyboard, saved views, an earlier day, a wall.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { ask, isLive, record, signIn, visitor } from './support/browser.mjs'
import { openHouse } from './support/house.mjs'
import { choose, tabTo, write } from './support/keyboard.mjs'
import { say } from './support/words.mjs'

const { program, browser, close } = await openHouse()
after(close)

/** A page of the board for one test: what it saves and marks is its own. */
async function atTheBoard(path = '/', options = {}) {
  const page = await visitor(browser, program.url, options)
  await signIn(page)
  await page.goto(path)
  await page.locator('.board-row').first().waitFor()
  return page
}

const shown = (page) => page.locator('.board-shown').innerText()

describe('the filters of the board', () => {
  test('work by keyboard alone, and are in the address', async () => {
    const page = await atTheBoard()
    await write(page, page.locator('#filter-search'), 'TY')
    await tabTo(page, page.locator('#filter-order'))
    await page.keyboard.press('ArrowDown')
    await tabTo(page, page.locator('#filter-inCounty'))
    await page.keyboard.press('Space')
    await page.waitForURL('**/?q=TY&county=1&sort=name')
    const { rows } = await ask(page, 'board')
    const found = await page.locator('.board-row__provider > a').allInnerTexts()
    const wanted = rows.filter((row) => {
      const text = [row.name, row.place, row.localAuthority, row.ownerGroup, row.provider]
      const plain = text.join(' ').normalize('NFD').replace(/\p{M}/gu, '')
      return row.inCounty && /ty/i.test(plain)
    })
    assert.deepEqual([...found].sort(), wanted.map((row) => row.name).sort())
    assert.ok(
      found.some((name) => name.includes('ŷ')),
      'accents need not be typed',
    )
    await choose(page, page.locator('.filter__clear'))
    await page.waitForURL('**/?sort=name')
    assert.deepEqual(page.faults, [])
  })
})

describe('a saved view', () => {
  test('is kept for the next visit, leads to what it showed, is renamed and deleted', async () => {
    const page = await atTheBoard('/?county=1&sort=name')
    const wanted = await shown(page)
    await choose(page, page.locator('.board-tool summary').first())
    await write(page, page.locator('#view-name'), 'Ours')
    await page.keyboard.press('Enter')
    await page.goto('/')
    await page.locator('.board-tool summary').first().click()
    await page.getByRole('link', { name: 'Ours' }).click()
    await page.waitForURL('**/?county=1&sort=name')
    assert.equal(await shown(page), wanted)

    await page.getByRole('button', { name: /^Rename.*Ours/ }).click()
    await page.locator('#view-rename').fill('In the county')
    await page.locator('#view-rename').press('Enter')
    await page.getByRole('link', { name: 'In the county' }).waitFor()
    await page.locator('#view-name').fill('in the COUNTY')
    await page.locator('#view-name').press('Enter')
    await page.getByText(say('en', 'views.fault.taken')).waitFor()
    await page.getByRole('button', { name: /^Delete.*In the county/ }).click()
    await page.getByRole('link', { name: 'In the county' }).waitFor({ state: 'detached' })
    assert.deepEqual(page.faults, [])
  })
})

describe('the board on another day', () => {
  test('is reached by the slider and meeting by meeting, and goes live again', async () => {
    const page = await atTheBoard()
    await page.getByText(say('en', 'then.boardTitle')).click()
    await page.locator('#board-day').focus()
    await page.keyboard.press('ArrowLeft')
    await page.waitForURL('**/?on=*')
    await page.locator('.then-banner').waitFor()
    await page.locator('.board-row').first().waitFor()
    assert.equal(
      await page.evaluate(() => document.activeElement?.id),
      'board-day',
      'the focus stays on the slider',
    )
    await page.getByRole('button', { name: /^The meeting before/ }).click()
    const { rows } = await ask(page, 'board')
    const days = [...new Set(rows.map((row) => row.lastReviewOn ?? ''))]
    await page.waitForFunction(
      (known) => known.includes(new URLSearchParams(location.search).get('on')),
      days,
    )
    const on = new URL(page.url()).searchParams.get('on')
    const past = await ask(page, `board?as_known_at=${on}`)
    await page.getByText(`of ${past.rows.length} `).first().waitFor()
    await page.getByRole('button', { name: say('en', 'then.goLive') }).click()
    await page.locator('.then-banner').waitFor({ state: 'detached' })
    assert.equal(new URL(page.url()).search, '')
    assert.deepEqual(page.faults, [])
  })
})

describe('what is new', () => {
  test('is counted since the last visit and since the last meeting, each by its tick', async () => {
    // A visit is a tab: a first one to see the board, and a later one.
    const before = await atTheBoard()
    const page = await before.context().newPage()
    await before.close()
    await page.goto('/')
    await isLive(page)
    const tick = page.locator('#filter-changed')
    const label = page.locator('label[for=filter-changed]')
    assert.match(await label.innerText(), /\(0\)/)
    const { rows, asOf } = await ask(page, 'board')
    const [{ provider }] = rows
    await record(
      page,
      provider,
      'Complaint',
      { occurredFrom: asOf, source: 'COUNCIL_COMPLAINTS' },
      { stage: 'LOCAL_RESOLUTION' },
    )
    await page.getByText(say('en', 'board.changed_one', { count: 1 })).waitFor()
    await tick.check()
    await page.locator('.board-row').first().waitFor()
    assert.deepEqual(
      await page.locator('.board-row').evaluateAll((all) => all.map((row) => row.dataset.provider)),
      [provider],
    )
    const meeting = page.locator('label[for=filter-sinceMeeting]')
    const said = Number(/\((\d+)\)/.exec(await meeting.innerText())[1])
    await tick.uncheck()
    await page.locator('#filter-sinceMeeting').check()
    await page.getByText(new RegExp(`^${said} providers? shown`)).waitFor()
    assert.ok(said >= 1)
  })
})

describe('the wall', () => {
  test('turns its pages by key, tells when it is not live, and is left by Escape', async () => {
    const page = await atTheBoard('/?sort=name')
    await page.getByRole('link', { name: say('en', 'wall.open') }).click()
    await page.locator('.wall-row').first().waitFor()
    assert.equal(await page.locator('.frame-header').count(), 0)
    const pageWords = page.locator('.wall__page')
    assert.match(await pageWords.innerText(), /^Page 1 of \d+ · Paused$/)
    const first = await page.locator('.wall-row').first().getAttribute('data-provider')
    await page.keyboard.press('ArrowRight')
    await pageWords.getByText('Page 2 of').waitFor()
    assert.notEqual(await page.locator('.wall-row').first().getAttribute('data-provider'), first)
    await page.keyboard.press('Space')
    await page.waitForFunction(
      () => !document.querySelector('.wall__page').textContent.includes('Paused'),
    )
    await program.stop()
    await page.getByText(/Not live since \d\d:\d\d/).waitFor()
    await program.start()
    await isLive(page)
    await page.keyboard.press('Escape')
    await page.locator('.board-row').first().waitFor()
    assert.equal(new URL(page.url()).search, '?sort=name')
    assert.deepEqual(page.faults, [])
  })
})
