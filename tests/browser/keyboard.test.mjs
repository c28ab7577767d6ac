// Each task from the door to its end by keyboard alone, and the focus seen wherever it goes.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { ask, isLive, quietProvider, record, signIn, visitor } from './support/browser.mjs'
import { openHouse } from './support/house.mjs'
import { choose, stops, tabTo, write } from './support/keyboard.mjs'
import { say } from './support/words.mjs'

const { program, browser, close } = await openHouse()
after(close)
const t = (key, places) => say('en', key, places)

const held = (control) => control.evaluate((element) => element === document.activeElement)
const button = (page, name) => page.getByRole('button', { name, exact: true })
const success = (page) => page.locator('.govuk-notification-banner--success')

/** Waits until it is told that it was done, and where the focus is then. */
async function told(page) {
  await success(page).waitFor()
  await page.waitForFunction(() => document.activeElement?.matches('.govuk-notification-banner'))
}

/** Signs in at the door, finds a provider by its name on the board, and goes to it. */
async function atProvider(nth) {
  const page = await visitor(browser, program.url)
  await page.goto('/')
  await choose(page, page.locator('[data-role="OFFICER"]'))
  await page.locator('.board-summary').waitFor()
  await isLive(page)
  const { provider, name } = await quietProvider(page, nth)
  const { today } = await ask(page, 'session')
  await write(page, page.getByLabel(t('board.search')), name)
  const link = page.getByRole('link', { name, exact: true })
  await link.waitFor()
  await choose(page, link)
  const heading = page.locator('h1', { hasText: name })
  await heading.waitFor()
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
  assert.ok(await held(heading), 'the heading of a page newly come to has the focus')
  return { page, provider, name, today }
}

async function recordedComplaint(page, provider, today) {
  const envelope = { occurredFrom: today, source: 'COUNCIL_COMPLAINTS' }
  return record(page, provider, 'Complaint', envelope, { stage: 'LOCAL_RESOLUTION' })
}

describe('by keyboard alone', () => {
  test('a complaint is recorded, after what was missing is put right', async () => {
    const { page } = await atProvider(0)
    await tabTo(page, button(page, t('provider.record')))
    await page.keyboard.press('Space')
    await page.locator('#kind-search').waitFor()
    await write(page, page.locator('#kind-search'), 'complaint')
    await choose(page, page.getByRole('link', { name: 'Complaint', exact: true }))
    await page.locator('.record-form').waitFor()
    await choose(page, button(page, t('form.send')))
    const summary = page.locator('.govuk-error-summary')
    await summary.waitFor()
    assert.ok(await held(summary), 'the summary has the focus')
    await choose(page, summary.getByRole('link').first())
    assert.ok(await held(page.locator('#envelope-occurredFrom')), 'the field at fault has it')
    await choose(page, button(page, t('form.today')))
    await tabTo(page, page.locator('#body-stage'))
    await page.keyboard.press('Space')
    await choose(page, button(page, t('form.send')))
    await told(page)
    assert.deepEqual(page.faults, [])
    await page.context().close()
  })

  test('a record is corrected', async () => {
    const { page, provider, today } = await atProvider(1)
    const { eventId } = await recordedComplaint(page, provider, today)
    const entry = page.locator(`#event-${eventId}`)
    await entry.waitFor()
    await choose(page, entry.locator('summary').last())
    await choose(page, entry.getByRole('link', { name: t('provider.correct') }).last())
    await page.locator('.record-form').waitFor()
    await choose(page, button(page, t('form.today')))
    await tabTo(page, page.locator('#body-reason'))
    await page.keyboard.press('ArrowDown')
    await write(page, page.locator('#body-authorisedBy'), 'Team manager')
    await choose(page, button(page, t('form.send')))
    await told(page)
    await page.getByText(t('provider.corrected')).first().waitFor()
    await page.context().close()
  })

  test('a file is attached', async () => {
    const { page } = await atProvider(2)
    await choose(page, button(page, t('attach.add')))
    const file = page.locator('#attach-file')
    await file.waitFor()
    await tabTo(page, file)
    // What the system's own chooser does once Enter has opened it.
    await file.setInputFiles({
      name: 'notes.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('All well.'),
    })
    await choose(page, button(page, t('attach.send')))
    await told(page)
    await page.context().close()
  })

  test('a stage is decided', async () => {
    const { page, provider, today } = await atProvider(3)
    await recordedComplaint(page, provider, today)
    await page.goto(`/providers/${provider}/record`)
    await write(page, page.locator('#kind-search'), 'decision')
    await choose(page, page.getByRole('link', { name: 'Stage decision', exact: true }))
    await page.locator('#body-toStage').waitFor()
    await tabTo(page, page.locator('#body-toStage'))
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await write(page, page.locator('#body-reasons'), 'Agreed after a complaint.')
    await write(page, page.locator('#body-chair'), 'Chair of the sub-group')
    await choose(page, button(page, t('form.send')))
    await told(page)
    await page.context().close()
  })

  test('a concern is raised, its provider chosen from the list', async () => {
    const { page, name } = await atProvider(4)
    await page.goto('/concern')
    const picker = page.locator('#concern-provider')
    await picker.waitFor()
    await write(page, picker, name)
    await page.keyboard.press('ArrowDown')
    const option = page.getByRole('listbox').getByRole('option', { selected: true })
    assert.equal(
      await picker.getAttribute('aria-activedescendant'),
      await option.getAttribute('id'),
    )
    await page.keyboard.press('Enter')
    assert.equal(await picker.inputValue(), name)
    assert.equal(await picker.getAttribute('aria-expanded'), 'false')
    await write(page, page.locator('#body-whatWasSeen'), 'Cold tea.')
    await choose(page, button(page, t('concern.send')))
    await told(page)
    await page.context().close()
  })

  test('the address of the calendar of what is due is made', async () => {
    const { page } = await atProvider(5)
    await page.goto('/')
    await page.locator('.board-summary').waitFor()
    await choose(page, page.getByRole('link', { name: t('frame.deadlines') }).first())
    const make = button(page, t('due.makeCalendar'))
    await make.waitFor()
    await choose(page, make)
    await page.getByText(t('due.address')).waitFor()
    await page.context().close()
  })
})

describe('the focus', () => {
  test('is seen wherever Tab takes it, on something that has a name', async () => {
    const page = await visitor(browser, program.url)
    await signIn(page)
    const { provider } = await quietProvider(page)
    const paths = [
      '/concern',
      '/device',
      '/accessibility',
      `/providers/${provider}/record`,
      `/providers/${provider}/record/Complaint`,
      `/providers/${provider}/record/SpotVisit`,
      `/providers/${provider}/attach`,
    ]
    for (const path of paths) {
      await page.goto(path)
      await page.locator('main h1').waitFor()
      await page.locator('.loading').waitFor({ state: 'detached' })
      const found = await stops(page)
      assert.ok(found.length > 5, `${path}: ${found.length} stops`)
      for (const { what, name, seen, marked } of found) {
        assert.ok(seen, `${path}: ${what} is out of sight`)
        assert.ok(marked, `${path}: ${what} does not show the focus`)
        assert.notEqual(name, '', `${path}: ${what} has no name`)
      }
    }
    await page.context().close()
  })
})
