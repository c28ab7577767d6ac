import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { after, before, describe, test } from 'node:test'
import { desk, languages, phone, signIn, startBrowser, visitor } from './support/browser.mjs'
import { startProgram } from './support/program.mjs'
import { everyPage } from './support/pages.mjs'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
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

async function faultsOf(page) {
  await page.evaluate(axe)
  const found = await page.evaluate(
    (values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values } }),
    rules,
  )
  return found.violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes
        .slice(0, 3)
        .map((node) => node.html)
        .join(' | ')}`,
  )
}

for (const [width, viewport] of Object.entries({ desk, phone })) {
  for (const language of languages) {
    describe(`at the width of a ${width}, in ${language}`, () => {
      test('no page has a fault that axe can find, nor scrolls sideways', async () => {
        const page = await visitor(browser, program.url, {
          language,
          viewport,
        })
        const faults = []
        for await (const name of everyPage(page, signIn)) {
          for (const fault of await faultsOf(page)) faults.push(`${name}: ${fault}`)
          const wide = await page.evaluate(
            () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
          )
          if (wide) faults.push(`${name}: scrolls sideways`)
        }
        assert.deepEqual(faults, [])
        assert.deepEqual(page.faults, [])
      })
    })
  }
}
