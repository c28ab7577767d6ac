// A kind of record that the program was not built with, given to it as a compiled .proto file, is
// recorded by its form, shown on the timeline and exported, without a line of C++ or TypeScript.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { officerAtWork } from './support/house.mjs'

const added = process.env.GWARCHOD_ADDED_KIND ?? '../../build/dev/added_kind.desc'

const { page, provider, close } = await officerAtWork('--schema', added)
after(close)

describe('a kind of record added by its .proto file alone', () => {
  test('is offered, recorded by its form, shown on the timeline and exported', async () => {
    await page.goto(`/providers/${provider}/record`)
    await page.getByRole('link', { name: 'Fire safety visit' }).click()
    await page.getByRole('heading', { name: 'Record: Fire safety visit' }).waitFor()
    await page.getByRole('button', { name: 'Yesterday' }).first().click()
    await page.getByLabel('Intolerable').check()
    await page.getByRole('button', { name: 'Record', exact: true }).click()

    await page.waitForURL(`**/providers/${provider}*`)
    const item = page.locator('article, li').filter({ hasText: 'Fire safety visit' }).last()
    await item.waitFor()
    assert.match(await item.innerText(), /Intolerable/)

    await page.getByRole('button', { name: 'Cymraeg' }).click()
    const welsh = page.locator('article, li').filter({ hasText: 'Ymweliad diogelwch tân' }).last()
    await welsh.waitFor()
    assert.match(await welsh.innerText(), /Annioddefol/)

    const csv = await page.evaluate(async () =>
      (await fetch('/api/v1/export?format=csv&kind=FireSafetyVisit')).text(),
    )
    const [heading, ...rows] = csv.trim().split('\n')
    assert.match(heading, /exitsBlocked/)
    assert.equal(rows.length, 1)
    assert.match(rows[0], /FIRE_RISK_INTOLERABLE/)
    assert.deepEqual(page.faults, [])
  })
})
