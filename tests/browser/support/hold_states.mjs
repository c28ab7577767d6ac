// Every state, in both languages, at one width. Desk and telephone are two files, to run side by side.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { faultsOf } from './axe.mjs'
import { languages, signIn, visitor } from './browser.mjs'
import { openHouse } from './house.mjs'
import { everyState } from './states.mjs'

export async function holdEveryState(where, viewport) {
  const { program, browser, close } = await openHouse()
  after(close)
  for (const language of languages) {
    test(`${where}, in ${language}, no state has a fault that axe can find`, async () => {
      const page = await visitor(browser, program.url, { language, viewport })
      await signIn(page)
      const faults = []
      for await (const name of everyState(page, language)) {
        for (const fault of await faultsOf(page)) faults.push(`${name}: ${fault}`)
      }
      assert.deepEqual(faults, [])
      assert.deepEqual(page.faults, [])
      await page.context().close()
    })
  }
}
