import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { isLive, quietProvider, record, signIn, visitor, ask } from './support/browser.mjs'
import { openHouse } from './support/house.mjs'

const { program, browser, close } = await openHouse()
after(close)

/** Fills in the form of a complaint about medication and sends it. */
async function complain(page, provider) {
  await page.goto(`/providers/${provider}/record/Complaint`)
  await page.getByRole('button', { name: 'Today' }).click()
  await page.getByLabel('medication').check()
  await page.getByLabel('Stage 1: local resolution').check()
  await page.getByRole('button', { name: 'Record', exact: true }).click()
  await page.getByText('Recorded: Complaint.').waitFor()
}

describe('a complaint recorded on one page', () => {
  test('moves the row on another, with the reason and a way to the record that caused it', async () => {
    const officer = await visitor(browser, program.url)
    const member = await visitor(browser, program.url)
    await signIn(officer)
    await signIn(member, 'SUB_GROUP_MEMBER')
    await isLive(member)
    const { provider } = await quietProvider(officer)
    const row = member.locator(`tr[data-provider="${provider}"]`)
    assert.equal(await row.count(), 0, 'a quiet provider is folded away')

    await complain(officer, provider)
    await complain(officer, provider)

    await row.waitFor()
    await row.getByText('Suggests higher').waitFor()
    const cause = row.locator('a.cause').first()
    await cause.waitFor()
    assert.match(await row.textContent(), /complaints? about medication/i)
    assert.equal(
      await member.evaluate(() => document.activeElement?.closest('tr') === null),
      true,
      'the focus is not stolen',
    )
    await cause.click()
    await member.locator('.entry--sought').waitFor()
    assert.match(await member.locator('.entry--sought').innerText(), /Complaint/)
    assert.deepEqual([...officer.faults, ...member.faults], [])
  })

  test('is kept once, however often it is sent', async () => {
    const officer = await visitor(browser, program.url)
    await signIn(officer)
    const { provider } = await quietProvider(officer, 1)
    const complaints = async () => {
      const timeline = await ask(officer, `providers/${provider}/timeline`)
      return timeline.items.filter((item) => item.kind === 'Complaint').length
    }
    const before = await complaints()
    let sent = 0
    await officer.route('**/records', async (route) => {
      sent += 1
      if (sent > 1) return route.continue()
      // The server takes it, the answer is lost.
      await route.fetch()
      return route.abort()
    })
    await officer.goto(`/providers/${provider}/record/Complaint`)
    await officer.getByRole('button', { name: 'Today' }).click()
    await officer.getByLabel('Stage 1: local resolution').check()
    await officer.getByRole('button', { name: 'Record', exact: true }).click()
    await officer.getByText('Sent: Complaint').waitFor()
    assert.equal(sent, 2)
    assert.equal(await complaints(), before + 1)
  })
})

describe('a server restarted under the page', () => {
  test('is told of, come back to, and nothing is missed or doubled', async () => {
    const page = await visitor(browser, program.url)
    await signIn(page)
    await isLive(page)
    const { provider, name } = await quietProvider(page, 2)
    await page.goto(`/providers/${provider}`)
    await page.getByRole('heading', { name, level: 1 }).waitFor()
    const before = await page.locator('.entry').count()

    await program.stop()
    await page.locator('.line-banner--lost').waitFor()
    assert.match(await page.locator('.line-banner--lost').innerText(), /Not live since \d\d:\d\d/)
    await program.start()
    await isLive(page)
    await page.locator('.line-banner--back').waitFor()
    assert.equal(await page.locator('.entry').count(), before)

    const other = await visitor(browser, program.url)
    await signIn(other)
    const { today } = await ask(other, 'session')
    await record(
      other,
      provider,
      'Complaint',
      { occurredFrom: today, source: 'COUNCIL_COMPLAINTS' },
      { stage: 'LOCAL_RESOLUTION' },
    )
    await page.locator('.entry').nth(before).waitFor()
    assert.equal(await page.locator('.entry').count(), before + 1)
    const ids = await page
      .locator('.entry')
      .evaluateAll((entries) => entries.map((entry) => entry.id))
    assert.equal(new Set(ids).size, ids.length, 'nothing is doubled')
    assert.deepEqual(page.faults, [])
  })
})
