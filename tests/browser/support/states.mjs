// States of pages that a walk from page to page does not meet: refused, failed, waiting, ended, too long.
import { ask, record } from './browser.mjs'
import { say } from './words.mjs'

const longName =
  `Tŷ ${'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch '.repeat(3)}`.trim()

/** Yields the name of each state once it is shown, to who is signed in as an officer. */
export async function* everyState(page, language) {
  const t = (key) => say(language, key)
  const board = await ask(page, 'board')
  const { provider } = board.rows.find(({ reasons }) => reasons?.length > 0) ?? board.rows[0]
  const at = `/providers/${provider}`
  const submit = () => page.locator('main button[type=submit]').click()
  const summary = page.locator('.govuk-error-summary')
  const shown = async (path, sign) => {
    await page.goto(path)
    await page.locator(sign).first().waitFor()
  }

  // Asked for, and no answer yet; asked for in vain.
  let letGo = () => {}
  const stuck = new Promise((resolve) => (letGo = resolve))
  await page.route(`**/api/v1/providers/**`, async (route) => {
    await stuck
    await route.abort()
  })
  await shown(at, '.loading')
  await page.locator('h1').waitFor() // the page's code comes first, with no more than its sign of waiting
  yield 'provider-loading'
  letGo()
  await page.locator('.failed').waitFor()
  yield 'provider-failed'
  await page.unroute(`**/api/v1/providers/**`)
  await page.route('**/api/v1/forms', (route) => route.fulfill({ status: 503, body: '{}' }))
  await shown('/concern', '.failed')
  yield 'concern-failed'
  await page.unroute('**/api/v1/forms')

  for (const [name, path] of [
    ['concern-errors', '/concern'],
    ['visit-errors', `${at}/record/SpotVisit`],
    ['decision-errors', `${at}/record/StageDecision`],
    ['attach-errors', `${at}/attach`],
  ]) {
    await shown(path, 'main button[type=submit]')
    await submit()
    await summary.waitFor()
    yield name
  }
  await shown('/concern', '#concern-provider')
  await page.locator('#concern-provider').fill('a')
  await page.getByRole('option').first().waitFor()
  yield 'concern-list'
  await page.locator('#concern-provider').fill('zzzz')
  yield 'concern-nobody'
  await shown(`${at}/record/SpotVisit`, '.checklist')
  await page.locator('.checklist__row input').first().check()
  yield 'visit-begun'
  await shown(`${at}/record/NoSuchKind`, 'h1')
  yield 'form-unknown'
  await shown('/accounts', 'h1')
  yield 'accounts-refused'
  await shown('/erase', 'h1')
  yield 'erase-refused'
  await shown('/deadlines', '.due__calendar')
  await page
    .getByText(t('due.mine'), { exact: true })
    .first()
    .click()
    .catch(() => {})
  yield 'deadlines-mine'

  // A name as long as the schema lets it be.
  const { today } = await ask(page, 'session')
  const registered = await page.evaluate(
    async ({ name, on }) => {
      const session = await (await fetch('/api/v1/session')).json()
      const answer = await fetch('/api/v1/providers', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrfToken },
        body: JSON.stringify({
          envelope: { occurredFrom: on, source: 'COUNCIL_CONTRACTS' },
          body: { name, sector: 'PRIVATE', service: 'DAY_CARE' },
        }),
      })
      return answer.json()
    },
    { name: longName, on: today },
  )
  const long = registered.provider
  await shown(`/providers/${long}`, '.page-heading')
  yield 'provider-empty-long-name'
  await record(
    page,
    long,
    'LowLevelConcern',
    { occurredFrom: today, source: 'COUNCIL_CONTRACTS', severity: 'CRITICAL' },
    { whatWasSeen: 'x'.repeat(300), reporterRole: 'REPORTER_OTHER' },
  )
  await shown(`/providers/${long}`, '.entry')
  yield 'provider-long-words'
  await shown(`/providers/${long}/record/Complaint`, '.record-form')
  yield 'form-long-name'
  await shown('/?q=llanfairpwll', '.board-row')
  yield 'board-long-name'

  // What waits on this device: to be sent, taken out, refused; and on the way to sign out.
  const complain = async (year) => {
    await shown(`/providers/${long}/record/Complaint`, '.record-form')
    await page.locator('.date-shortcuts button').first().click()
    if (year) await page.locator('#envelope-occurredFrom-year').fill(year)
    await page.locator('#body-stage').check()
    await submit()
    await page.locator('[data-waiting]').first().waitFor()
  }
  await page.route('**/records', (route) => route.abort())
  await complain()
  yield 'device-waiting'
  await page.goto('/')
  await page.locator('.outbox__line').waitFor()
  yield 'board-waiting'
  await shown('/device', '[data-waiting]')
  await page.locator('[data-waiting] a').first().click()
  await page.locator('.record-form').waitFor()
  yield 'form-taken-out'
  await shown('/device', '[data-waiting="held"]')
  yield 'device-held'
  await page.unroute('**/records')
  await page.route('**/records', (route) => route.abort(), { times: 1 })
  await complain('2199')
  await page.locator('[data-waiting="refused"]').waitFor({ timeout: 60_000 })
  yield 'device-refused'
  await shown('/device?leaving=1', '.govuk-warning-text')
  yield 'device-leaving'

  // The session ends while something is written.
  await shown(`${at}/record/Complaint`, '.record-form')
  await page.locator('.date-shortcuts button').first().click()
  await page.locator('#body-stage').check()
  await page.context().clearCookies()
  await submit()
  await page.locator('.demo-doors').waitFor()
  yield 'session-ended'
}
