// Every page, in both languages, at one width. Desk and telephone are two files, to run side by side.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { faultsOf } from './axe.mjs'
import { languages, signIn, visitor } from './browser.mjs'
import { openHouse } from './house.mjs'
import { everyPage } from './pages.mjs'

export async function holdEveryPage(where, viewport) {
  const { program, browser, close } = await openHouse()
  after(close)
  for (const language of languages) {
    describe(`${where}, in ${language}`, () => {
      test('no page has a fault that axe can find, nor scrolls sideways', async () => {
        const page = await visitor(browser, program.url, { language, viewport })
        const faults = []
        for await (const name of everyPage(page, signIn)) {
          for (const fault of await faultsOf(page)) faults.push(`${name}: ${fault}`)
        }
        assert.deepEqual(faults, [])
        assert.deepEqual(page.faults, [])
      })
    })
  }
}
