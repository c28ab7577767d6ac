// A concern told from a telephone, by touch, within a minute: counted in touches.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { faultsOf } from './support/axe.mjs'
import {
  ask,
  languages,
  phone,
  quietProvider,
  record,
  signIn,
  visitor,
} from './support/browser.mjs'
import { openHouse } from './support/house.mjs'
import { say } from './support/words.mjs'

const touchesMax = 6

const { program, browser, close } = await openHouse()
after(close)

/** A telephone in somebody's hand: touches only, each counted. */
async function inHand(language) {
  const page = await visitor(browser, program.url, { language, viewport: phone, touch: true })
  await signIn(page)
  let touches = 0
  const touch = async (control) => {
    touches += 1
    await control.tap()
  }
  return { page, touch, touches: () => touches }
}

const lastOf = async (page, provider) =>
  (await ask(page, `providers/${provider}/timeline`)).items[0]

for (const language of languages) {
  const t = (key, places) => say(language, key, places)

  describe(`a concern told from a telephone, in ${language}`, () => {
    test(`takes no more than ${touchesMax} touches from the empty form to the record`, async () => {
      const { page, touch, touches } = await inHand(language)
      const { provider, name } = await quietProvider(page)
      await page.goto('/concern')
      const picker = page.locator('#concern-provider')
      await touch(picker)
      await page.keyboard.type(name.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase())
      await touch(page.getByRole('option').first())
      assert.equal(await picker.inputValue(), name)
      await touch(page.locator('#body-whatWasSeen'))
      await page.keyboard.type('Two calls missed this week, she said.')
      await touch(page.locator('label[for="envelope-themes-MISSED_CALLS"]'))
      await touch(page.locator('label[for="envelope-severity"]'))
      assert.deepEqual(await faultsOf(page), [])
      await touch(page.getByRole('button', { name: t('concern.send'), exact: true }))
      await page.locator('.govuk-notification-banner--success').waitFor()
      assert.ok(touches() <= touchesMax, `${touches()} touches`)
      assert.deepEqual(await faultsOf(page), [])

      const item = await lastOf(page, provider)
      const { today } = await ask(page, 'session')
      assert.equal(item.kind, 'LowLevelConcern')
      assert.equal(item.occurredFrom, today)
      assert.equal(item.severity, 'LOW')
      assert.deepEqual(
        item.themes.map(({ value }) => value),
        ['MISSED_CALLS'],
      )
      assert.deepEqual(page.faults, [])
      await page.context().close()
    })

    test('offers earlier records that may be of the same occurrence, and more detail', async () => {
      const { page, touch } = await inHand(language)
      const { provider } = await quietProvider(page, 1)
      const { today } = await ask(page, 'session')
      await record(
        page,
        provider,
        'Complaint',
        { occurredFrom: today, source: 'COUNCIL_COMPLAINTS', themes: ['STAFFING'] },
        { stage: 'LOCAL_RESOLUTION' },
      )
      await page.goto(`/concern?provider=${provider}`)
      await touch(page.locator('#body-whatWasSeen'))
      await page.keyboard.type('One carer for eleven people.')
      await touch(page.locator('label[for="envelope-themes-STAFFING"]'))
      await touch(page.getByRole('button', { name: t('concern.send'), exact: true }))
      await page.locator('[data-same]').waitFor()
      assert.match(await page.locator('[data-same]').innerText(), /Complaint|Cwyn/)
      assert.deepEqual(await faultsOf(page), [])
      await touch(page.getByRole('link', { name: t('concern.sameLink') }))
      await page.locator('.record-form input[type=checkbox]').first().waitFor()
      await page.goBack()

      await page.goto(`/providers/${provider}`)
      const item = await lastOf(page, provider)
      await page.goto(`/providers/${provider}/record/LowLevelConcern?updates=${item.eventId}`)
      await page.locator('#body-whatWasSeen').waitFor()
      assert.equal(
        await page.locator('#body-whatWasSeen').inputValue(),
        'One carer for eleven people.',
      )
      await page.context().close()
    })

    test('says what is missing, each leading to its field, and keeps the provider when loaded anew', async () => {
      const { page, touch } = await inHand(language)
      const { provider, name } = await quietProvider(page, 2)
      await page.goto('/concern')
      await touch(page.getByRole('button', { name: t('concern.send'), exact: true }))
      const summary = page.locator('.govuk-error-summary')
      await summary.waitFor()
      const links = summary.getByRole('link')
      assert.equal(await links.first().innerText(), t('concern.fill'))
      await touch(links.first())
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'concern-provider')
      assert.deepEqual(await faultsOf(page), [])
      await page.keyboard.type(name)
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      assert.equal(await page.locator('#concern-provider').inputValue(), name)
      await touch(page.locator('#body-whatWasSeen'))
      await page.keyboard.type('Seen twice')
      await page.reload()
      await page.locator('.draft-kept').waitFor()
      assert.equal(await page.locator('#concern-provider').inputValue(), name)
      assert.equal(await page.locator('#body-whatWasSeen').inputValue(), 'Seen twice')
      assert.ok(provider !== '')
      await page.context().close()
    })
  })
}
