import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { faultsOf } from './support/axe.mjs'
import { phone, languages, signIn, startBrowser, visitor } from './support/browser.mjs'
import { everyPage } from './support/pages.mjs'
import { startProgram } from './support/program.mjs'

let program
let browser

before(async () => {
  program = await startProgram()
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await program?.clear()
})

for (const language of languages) {
  describe(`on a telephone, in ${language}`, () => {
    test('no page has a fault that axe can find, nor scrolls sideways', async () => {
      const page = await visitor(browser, program.url, { language, viewport: phone })
      const faults = []
      for await (const name of everyPage(page, signIn)) {
        for (const fault of await faultsOf(page)) faults.push(`${name}: ${fault}`)
      }
      assert.deepEqual(faults, [])
      assert.deepEqual(page.faults, [])
    })
  })
}
