// Erasing a person, from the link in the frame to what is left on the timeline, by keyboard alone.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { faultsOf } from './support/axe.mjs'
import { ask, attach, desk, languages, phone, record, signIn, visitor } from './support/browser.mjs'
import { officerAtWork } from './support/house.mjs'
import { choose, tabTo, write } from './support/keyboard.mjs'
import { say } from './support/words.mjs'

const { program, browser, page: officer, provider, close } = await officerAtWork()
after(close)

/** Awaits that it has the focus, which comes after what is shown. */
const takesFocus = async (page, locator) =>
  page.waitForFunction((one) => one === document.activeElement, await locator.elementHandle())
const { today } = await ask(officer, 'session')

/** The id of a report that names the person, with a file attached to it. */
async function reportOf(person) {
  const report = await record(
    officer,
    provider,
    'AdultAtRiskReport',
    { occurredFrom: today, source: 'COUNCIL_SAFEGUARDING' },
    { categories: ['ABUSE_PHYSICAL'], adult: person, allegation: `Left alone: ${person}.` },
  )
  await attach(officer, provider, {
    to: report.eventId,
    title: `Letter about ${person}`,
    content: `What the family of ${person} wrote.`,
  })
  return report.eventId
}

async function holdClean(page, name) {
  assert.deepEqual(await faultsOf(page), [], name)
}

for (const [where, viewport] of Object.entries({ desk, phone })) {
  for (const language of languages) {
    const t = (key, places) => say(language, key, places)

    describe(`at a ${where}, in ${language}`, () => {
      test('who may erase finds the page, erases a person, and is told what went', async () => {
        const person = `P-${where}-${language}`
        const report = await reportOf(person)
        const page = await visitor(browser, program.url, { language, viewport })
        await signIn(page, 'ADMINISTRATOR')
        await page.goto('/')
        await page.locator('.board-summary').waitFor()
        if (viewport === phone) {
          await choose(page, page.getByRole('button', { name: t('frame.menu') }))
        }
        await choose(page, page.getByRole('link', { name: t('frame.erase') }))
        const heading = page.getByRole('heading', { level: 1 })
        await page.locator('#erase-person').waitFor()
        await holdClean(page, 'asked')

        const onwards = page.getByRole('button', { name: t('erase.continue') })
        await choose(page, onwards)
        const summary = page.locator('.govuk-error-summary')
        await summary.waitFor()
        await takesFocus(page, summary)
        await holdClean(page, 'asked in vain')
        await choose(page, summary.getByRole('link').first())
        await page.keyboard.type(person)
        await write(page, page.locator('#erase-why'), 'Request under Article 17')
        await write(page, page.locator('#erase-authority'), 'Data protection officer')
        await choose(page, onwards)

        await page.locator('#erase-again').waitFor()
        assert.equal(await heading.innerText(), t('erase.confirmTitle'))
        await takesFocus(page, heading)
        await page.getByText(t('erase.warning', { person })).waitFor()
        await holdClean(page, 'to be said again')
        const again = page.locator('#erase-again')
        await write(page, again, 'P-another')
        await page.keyboard.press('Enter')
        await page.locator('#erase-again-error').waitFor()
        await holdClean(page, 'said wrongly')
        await tabTo(page, again)
        await page.keyboard.press('Control+A')
        await page.keyboard.type(person)
        await choose(page, page.getByRole('button', { name: t('erase.send') }))

        const banner = page.locator('.govuk-notification-banner--success')
        await banner.waitFor()
        await takesFocus(page, banner)
        await banner.getByText(t('erase.done_one', { count: 1 })).waitFor()
        await banner.getByText(t('erase.files_one', { count: 1 })).waitFor()
        await page.getByText(t('erase.copies')).waitFor()
        await holdClean(page, 'done')
        await choose(page, page.getByRole('button', { name: t('erase.another') }))
        assert.equal(await page.locator('#erase-person').inputValue(), '')
        await takesFocus(page, heading)
        assert.deepEqual(page.faults, [])

        const reader = await visitor(browser, program.url, { language, viewport })
        await signIn(reader)
        await reader.goto(`/providers/${provider}#event-${report}`)
        await reader
          .locator(`#event-${report}`)
          .getByText(/erased|wedi'i ddileu/)
          .first()
          .waitFor()
        const file = reader.locator('.entry', { hasText: t('attach.erased') }).first()
        await file.waitFor()
        assert.equal(await file.getByText(t('attach.open')).count(), 0)
        assert.equal((await reader.locator('main').innerText()).includes(person), false)
        await holdClean(reader, 'left')
        assert.deepEqual(reader.faults, [])
      })

      test('who may not does not see the way, and is refused', async () => {
        const page = await visitor(browser, program.url, { language, viewport })
        await signIn(page)
        assert.equal(await page.locator('a[href="/erase"]').count(), 0)
        await page.goto('/erase')
        await page.getByText(t('erase.notAllowed')).waitFor()
        assert.equal(await page.locator('form').count(), 0)
        await holdClean(page, 'refused')
        const status = await page.evaluate(async () => {
          const session = await (await fetch('/api/v1/session')).json()
          const answer = await fetch('/api/v1/erasures', {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrfToken },
            body: JSON.stringify({ person: 'P-1', why: 'Why.', authority: 'Nobody' }),
          })
          return answer.status
        })
        assert.equal(status, 403)
      })
    })
  }
}
