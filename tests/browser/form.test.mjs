import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { signIn, visitor } from './support/browser.mjs'
import { officerAtWork } from './support/house.mjs'

const { program, browser, page, provider, close } = await officerAtWork()
after(close)

describe('a form', () => {
  test('keeps what was typed when the language is switched, and when the page is loaded anew', async () => {
    await page.goto(`/providers/${provider}/record/Complaint`)
    await page.getByLabel('In a sentence or two').fill('Tablets given late, twice')
    await page.getByRole('button', { name: 'Cymraeg' }).click()
    await page.getByRole('heading', { name: 'Cofnodi: Cwyn' }).waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'cy')
    assert.equal(await page.title(), 'Cofnodi: Cwyn – Gwarchod')
    assert.equal(
      await page.getByLabel('Mewn brawddeg neu ddwy').inputValue(),
      'Tablets given late, twice',
    )
    await page.reload()
    assert.equal(
      await page.getByLabel('Mewn brawddeg neu ddwy').inputValue(),
      'Tablets given late, twice',
    )
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('button', { name: 'Discard the draft' }).click()
    assert.equal(await page.getByLabel('In a sentence or two').inputValue(), '')
  })

  test('tells what is missing in a summary that takes the focus and leads to each field', async () => {
    await page.goto(`/providers/${provider}/record/Complaint`)
    await page.getByRole('button', { name: 'Record', exact: true }).click()
    const summary = page.locator('.govuk-error-summary')
    await summary.waitFor()
    assert.equal(await summary.evaluate((box) => box === document.activeElement), true)
    const links = summary.locator('a')
    assert.deepEqual(await links.allInnerTexts(), [
      'Give a date: When did it happen?',
      'Choose an answer: Stage',
    ])
    for (let at = 0; at < (await links.count()); at += 1) {
      const id = (await links.nth(at).getAttribute('href')).slice(1)
      await links.nth(at).click()
      assert.equal(await page.evaluate(() => document.activeElement?.id), id)
    }
    assert.equal(await page.locator('.govuk-form-group--error').count(), 2)
    const day = page.getByLabel('Day').first()
    await day.click()
    await page.keyboard.type('12')
    assert.equal(await day.inputValue(), '12', 'the focus is left to who is typing')
    await page.getByRole('button', { name: 'Record', exact: true }).click()
    await page.waitForFunction(() => document.activeElement?.matches('.govuk-error-summary'))
  })

  test('shows what the server refuses at the field it is about, in the language of the moment', async () => {
    await page.goto(`/providers/${provider}/record/Complaint`)
    await page.getByLabel('Day').first().fill('1')
    await page.getByLabel('Month').first().fill('Jan')
    await page.getByLabel('Year').first().fill('2199')
    await page.getByLabel('Stage 1: local resolution').check()
    await page.getByRole('button', { name: 'Record', exact: true }).click()
    const error = page.locator('#envelope-occurredFrom-error')
    await error.waitFor()
    const english = await error.innerText()
    await page.getByRole('button', { name: 'Cymraeg' }).click()
    assert.notEqual(await error.innerText(), english)
  })

  test('puts a new provider on the register, and on the board', async () => {
    const page = await visitor(browser, program.url)
    await signIn(page)
    await page.getByRole('link', { name: 'Register a provider' }).click()
    await page.getByRole('heading', { name: 'Register a provider' }).waitFor()
    await page.getByRole('button', { name: 'Yesterday' }).first().click()
    await page.getByLabel('Name of the service').fill('Tŷ Newydd Prawf')
    await page.getByLabel('Sector', { exact: true }).selectOption('PRIVATE')
    await page.getByLabel('Service', { exact: true }).selectOption('DAY_CARE')
    await page.getByRole('button', { name: 'Record', exact: true }).click()
    await page.waitForURL('**/providers/ty-newydd-prawf*')
    await page.getByRole('heading', { name: 'Tŷ Newydd Prawf' }).waitFor()
    await page.goto('/?q=newydd+prawf')
    await page.getByRole('link', { name: 'Tŷ Newydd Prawf' }).waitFor()
  })
})
