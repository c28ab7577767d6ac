// The figures for the sub-group: told, drawn, as a table, and as a file, all of them the same.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, describe, test } from 'node:test'
import { ask, signIn, visitor } from './support/browser.mjs'
import { openHouse } from './support/house.mjs'
import { choose, tabTo } from './support/keyboard.mjs'
import { say } from './support/words.mjs'

const { program, browser, close } = await openHouse()
after(close)

const kinds = ['stages', 'strands', 'themes', 'acknowledged', 'decided']

describe('the figures', () => {
  test('are told in words, drawn, and stand in a table that says what the server counted', async () => {
    const page = await visitor(browser, program.url)
    await signIn(page)
    await page.getByRole('link', { name: say('en', 'frame.figures') }).click()
    await page.getByRole('heading', { level: 1, name: say('en', 'figures.title') }).waitFor()
    await page
      .locator('.figure')
      .nth(kinds.length - 1)
      .waitFor()
    const figures = await ask(page, 'figures')
    assert.equal(await page.locator('.figure').count(), kinds.length)
    for (const kind of kinds) {
      const figure = page.locator(`section[aria-labelledby="figure-${kind}-title"]`)
      assert.ok((await figure.locator('.figure__says').innerText()).length > 10, kind)
      assert.ok((await figure.locator('svg').count()) > 0, kind)
    }
    const now = figures.stagesOn.at(-1).providers
    const stages = page.locator('section[aria-labelledby="figure-stages-title"]')
    await choose(page, stages.locator('summary'))
    const cells = stages.locator('tbody tr').first().locator('td')
    assert.deepEqual((await cells.allInnerTexts()).map(Number), now, 'the latest month first')
    await tabTo(page, stages.getByRole('link', { name: /CSV/ }))
    assert.deepEqual(page.faults, [])
  })

  test('are had as a file with the same numbers', async () => {
    const page = await visitor(browser, program.url)
    await signIn(page)
    await page.goto('/figures')
    const figure = page.locator('section[aria-labelledby="figure-strands-title"]')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      figure.getByRole('link', { name: /CSV/ }).click(),
    ])
    assert.equal(file.suggestedFilename(), 'gwarchod-strands.csv')
    const lines = (await readFile(await file.path(), 'utf8')).trim().split(/\r?\n/)
    const counted = (each) => Number(each.split(',').at(-1))
    const inFile = lines.slice(1).reduce((all, line) => all + counted(line), 0)
    const { strands } = await ask(page, 'figures')
    assert.equal(
      inFile,
      strands.reduce((all, each) => all + each.concerns, 0),
    )
    assert.equal(new URL(page.url()).pathname, '/figures', 'the page stays')
  })

  test('are drawn in Welsh too, with their names beside the last bars', async () => {
    const page = await visitor(browser, program.url, { language: 'cy' })
    await signIn(page)
    await page.goto('/figures')
    await page.getByRole('heading', { level: 1, name: say('cy', 'figures.title') }).waitFor()
    const { stages } = await ask(page, 'figures')
    const [, enhanced] = stages
    const drawing = page.locator('section[aria-labelledby="figure-stages-title"] svg')
    await drawing.getByText(enhanced.name.cy).waitFor()
    assert.deepEqual(page.faults, [])
  })
})
