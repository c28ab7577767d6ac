// Every page of the program, one after another, each settled before it is named.
import { ask } from './browser.mjs'

/** Yields the name of each page once it is shown. Signs in on the way. */
export async function* everyPage(page, signIn) {
  await page.goto('/sign-in')
  await page.locator('.demo-doors').waitFor()
  yield 'sign-in'
  await page.goto('/sign-in#token=abc')
  await page.reload()
  await page.locator('#password').waitFor()
  yield 'sign-in-link'
  await signIn(page, 'ADMINISTRATOR')
  await settle(page)
  yield 'board'

  const board = await ask(page, 'board')
  const worst = [...board.rows].sort(
    (left, right) =>
      (right.decided?.level ?? 0) - (left.decided?.level ?? 0) ||
      (right.reasons?.length ?? 0) - (left.reasons?.length ?? 0),
  )[0]
  const at = `/providers/${worst.provider}`
  const { items } = await ask(page, `providers/${worst.provider}/timeline?limit=500`)
  const later = items.find(({ updates }) => updates) ?? items[0]
  const { ownerGroup } = board.rows.find((row) => row.ownerGroup)
  const compared = `compare=${items.at(-1).occurredFrom}&with=${board.asOf}`
  const stops = [
    ['board-decide', '/?decide=1', '.board-row'],
    ['board-filtered', '/?county=1&sort=name', '.stage-group'],
    ['board-none', '/?q=zzzz', '.govuk-inset-text'],
    ['board-then', '/?on=2026-06-01', '.then-banner'],
    ['wall', '/?wall=1', '.wall-row'],
    ['wall-none', '/?q=zzzz&wall=1', '.wall__none'],
    ['provider', at, '.entry'],
    ['provider-table', `${at}?view=table`, '.records-table'],
    ['provider-then', `${at}?as_known_at=${board.asOf}&known_to=POLICE`, '.then-banner'],
    ['provider-compared', `${at}?${compared}`, '.compare__stages'],
    ['history', `${at}/records/${later.eventId}/history`, '.history__step'],
    ['owner', `/owners/${encodeURIComponent(ownerGroup)}`, '.picture__row'],
    ['choose', `${at}/record`, '.kinds'],
    ['attach', `${at}/attach`, '.attach'],
    ['form-complaint', `${at}/record/Complaint`, '.record-form'],
    ['form-visit', `${at}/record/SpotVisit`, '.record-form'],
    ['form-decision', `${at}/record/StageDecision`, '.record-form'],
    ['concern', '/concern', '#concern-provider'],
    ['device', '/device', '.device'],
    ['deadlines', '/deadlines', '.due__calendar'],
    ['figures', '/figures', '.figure__drawing'],
    ['policy', '/policy', '.policy__stage'],
    ['policy-try', '/policy/try', '#trial-text'],
    ['accounts', '/accounts', '.plain-table'],
    ['erase', '/erase', '#erase-person'],
    ['accessibility', '/accessibility', '.reading'],
    ['nowhere', '/no/such/page', 'h1'],
    ['unknown-provider', '/providers/nobody-of-that-name', 'h1'],
  ]
  for (const [name, path, sign] of stops) {
    await page.goto(path)
    await page.locator(sign).first().waitFor()
    await settle(page)
    yield name
  }
  await page.goto('/?county=1')
  await page.locator('.board-row').first().waitFor()
  await settle(page)
  await page.locator('.board-tool summary').first().click()
  await page.locator('#view-name').fill('In the county')
  await page.locator('.saved-views__form button[type=submit]').click()
  await page.locator('.saved-views a').waitFor()
  await page.locator('.saved-views .link-button').first().click()
  yield 'board-views'
  await page.goto(`${at}/record/Complaint`)
  await page.locator('.record-form button[type=submit]').click()
  await page.locator('.govuk-error-summary').waitFor()
  yield 'form-errors'
  await page.goto(at)
  const entry = page.locator('.entry').nth(1)
  await entry.locator('summary').click()
  await entry.scrollIntoViewIfNeeded()
  yield 'provider-record'
}

async function settle(page) {
  await page.locator('.loading').waitFor({ state: 'detached' })
  await page.locator('[data-line="live"]').first().waitFor({ state: 'attached', timeout: 30_000 })
}
