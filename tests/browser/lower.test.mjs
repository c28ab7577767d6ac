import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ask, record, signIn, visitor } from './support/browser.mjs'
import { openHouse } from './support/house.mjs'

const { program, browser, close } = await openHouse()
after(close)

test('a stage is lowered once each test for leaving it is answered, and none on a mere word', async () => {
  const page = await visitor(browser, program.url)
  await signIn(page)
  const { rows } = await ask(page, 'board')
  const { provider } = rows.find((row) => row.decided?.id === 'routine' && !row.needsDecision)
  const { today } = await ask(page, 'session')
  await record(
    page,
    provider,
    'StageDecision',
    { occurredFrom: today, source: 'COUNCIL_SAFEGUARDING' },
    { toStage: 'enhanced', reasons: 'A pattern.', chair: 'The chair', effective: today },
  )
  await page.goto(`/providers/${provider}/record/StageDecision`)
  const tests = page.getByRole('group', { name: /^Exit tests/ })
  await tests.first().waitFor()
  const visited = page.getByRole('group', { name: 'Exit tests (to lower a stage): 2' })
  assert.match(await visited.getByLabel('Test').inputValue(), /^A visit since the stage/)
  assert.equal(await visited.getByRole('radio', { name: 'No' }).isChecked(), true)

  await page.getByLabel('To stage').selectOption({ label: '0 Routine monitoring' })
  await page.getByLabel('Reasons').fill('The cause is gone.')
  await page.getByLabel('Chair').fill('The chair')
  await visited.getByRole('radio', { name: 'Yes' }).check()
  await page.getByRole('button', { name: 'Record', exact: true }).click()
  const summary = page.locator('.govuk-error-summary')
  await summary.waitFor()
  assert.match(await summary.innerText(), /does not show this met.*A visit since the stage/s)
  const stage = async () =>
    (await ask(page, 'board')).rows.find((row) => row.provider === provider).decided.id
  assert.equal(await stage(), 'enhanced')

  await visited.getByRole('radio', { name: 'No' }).check()
  await page.getByRole('button', { name: 'Record', exact: true }).click()
  await page.locator('.govuk-notification-banner').waitFor()
  await page.waitForFunction(
    async (id) =>
      (await (await fetch('/api/v1/board')).json()).rows.find((row) => row.provider === id).decided
        .id === 'routine',
    provider,
  )
  assert.deepEqual(page.faults, [])
})
