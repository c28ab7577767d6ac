// A page that lost its line, or was opened without one, has no fault that axe can find either.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { readyToLeave } from './support/away.mjs'
import { faultsOf } from './support/axe.mjs'
import { isLive, languages, phone, signIn, visitor } from './support/browser.mjs'
import { openHouse } from './support/house.mjs'

const { program, browser, close } = await openHouse()
after(close)

describe('without a line', () => {
  test('no page has a fault: neither one that lost it nor one opened so', async () => {
    const pages = []
    for (const language of languages) {
      const page = await visitor(browser, program.url, { language, viewport: phone })
      await signIn(page)
      await isLive(page)
      await readyToLeave(page)
      pages.push(page)
    }
    await program.stop()
    const faults = []
    const hold = async (page, name) => {
      for (const fault of await faultsOf(page)) faults.push(`${name}: ${fault}`)
    }
    for (const page of pages) {
      await page.locator('.line-banner--lost').waitFor()
      await hold(page, 'lost')
      for (const path of ['/', '/concern', '/device', '/register']) {
        await page.goto(path)
        await page.locator('[data-away]').waitFor()
        await page.locator('.loading').waitFor({ state: 'detached' })
        await hold(page, `away ${path}`)
      }
    }
    await program.start()
    assert.deepEqual(faults, [])
  })
})
