// Every page, in both languages, at one width. Desk and telephone are two files, to run side by side.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { faultsOf } from './axe.mjs'
import { languages, signIn, visitor } from './browser.mjs'
import { openHouse } from './house.mjs'
import { everyPage } from './pages.mjs'

/** `faultsIn` tells what is wrong with a page as it stands, each as one line. */
export async function holdEveryPage(where, viewport, faultsIn = faultsOf) {
  const { program, browser, close } = await openHouse()
  after(close)
  describe(where, () => {
    for (const language of languages) {
      test(`no page has a fault, nor scrolls sideways, in ${language}`, async () => {
        const page = await visitor(browser, program.url, { language, viewport })
        const faults = []
        for await (const name of everyPage(page, signIn)) {
          for (const fault of await faultsIn(page)) faults.push(`${name}: ${fault}`)
        }
        assert.deepEqual(faults, [])
        assert.deepEqual(page.faults, [])
      })
    }
  })
}
