// Without a line: the page opens, what is written waits on the device and is sent once when the line
// is back; what is refused then comes back to its form with nothing lost.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { emptied, onDevice, readyToLeave } from './support/away.mjs'
import { faultsOf } from './support/axe.mjs'
import { ask, phone, quietProvider, signIn, visitor } from './support/browser.mjs'
import { openHouse } from './support/house.mjs'

const { program, browser, close } = await openHouse()
after(close)

async function atWork(nth) {
  const page = await visitor(browser, program.url, { viewport: phone })
  await signIn(page)
  const { provider, name } = await quietProvider(page, nth)
  return { page, provider, name, context: page.context() }
}

const count = async (page, provider, kind) =>
  (await ask(page, `providers/${provider}/timeline`)).items.filter((item) => item.kind === kind)
    .length

/** Fills in a complaint, about a day of which nothing can be known yet if `future`. */
async function fillComplaint(page, provider, text, future = false) {
  await page.goto(`/providers/${provider}/record/Complaint`)
  await page.getByRole('button', { name: 'Today' }).click()
  if (future) await page.getByLabel('Year').first().fill('2199')
  await page.getByLabel('Stage 1: local resolution').check()
  await page.getByLabel('In a sentence or two').fill(text)
}

const send = (page) => page.getByRole('button', { name: 'Record', exact: true }).click()

describe('a page whose server is gone', () => {
  test('opens, takes a concern, keeps it over a closed tab, and sends it once', async () => {
    const { page, provider, name, context } = await atWork(0)
    await readyToLeave(page)
    const before = await count(page, provider, 'LowLevelConcern')
    await page.close()
    await program.stop()

    const alone = await context.newPage()
    await alone.goto('/')
    await alone.getByRole('heading', { name: 'This page needs a connection' }).waitFor()
    await alone.locator('[data-away]').waitFor()
    assert.deepEqual(await faultsOf(alone), [])
    await alone.getByRole('link', { name: 'Raise a concern' }).last().click()
    await alone.locator('#concern-provider').fill(name)
    await alone.getByRole('option').first().click()
    await alone.locator('#body-whatWasSeen').fill('Cold tea again, and nobody about.')
    await alone.getByRole('button', { name: 'Send', exact: true }).click()
    await alone.getByRole('heading', { name: 'On this device' }).waitFor()
    await alone.getByText('Waiting to be sent: 1').waitFor()
    assert.deepEqual(await faultsOf(alone), [])
    const held = await onDevice(alone)
    assert.deepEqual(held.extractable, [false])
    assert.equal(held.texts.join(' ').includes('Cold tea'), false, 'it lies there sealed')
    await alone.close()

    const later = await context.newPage()
    await later.goto('/device')
    await later.locator('[data-waiting="waiting"]').waitFor()
    await later.getByText('What it says').click()
    await later.getByText('Cold tea again, and nobody about.').waitFor()
    await program.start()
    await later.getByText(`Sent: Low-level concern: ${name}.`).waitFor({ timeout: 60_000 })
    assert.equal(await later.locator('[data-waiting]').count(), 0)
    assert.equal(await count(later, provider, 'LowLevelConcern'), before + 1)
    assert.deepEqual(await faultsOf(later), [])
    await later.getByRole('link', { name: 'See the record' }).click()
    await later.locator('.entry--sought').waitFor()
    await context.close()
  })
})

describe('a form whose line is lost', () => {
  test('takes a visit, and sends it once when the line is back', async () => {
    const { page, provider, context } = await atWork(1)
    await readyToLeave(page)
    await context.setOffline(true)
    await page.goto(`/providers/${provider}/record/SpotVisit`)
    await page.locator('.record-form').waitFor()
    await page.getByRole('button', { name: 'Today' }).click()
    const row = (area) => page.locator('.checklist__row').filter({ hasText: area })
    const care = row(/^Care/)
    await care.getByLabel('Amber').check()
    await care.getByLabel('Evidence').fill('Two call bells out of reach')
    await row(/^Food/).getByLabel('Green').check()
    await send(page)
    await page.locator('[data-waiting="waiting"]').waitFor()
    await context.setOffline(false)
    await page.getByText('Sent: Spot (unannounced) visit').waitFor({ timeout: 60_000 })
    const { items } = await ask(page, `providers/${provider}/timeline`)
    const visits = items.filter(({ kind }) => kind === 'SpotVisit')
    assert.equal(visits.filter(({ line }) => /Care.*Food/s.test(line?.en ?? '')).length, 1)
    await context.close()
  })

  test('whose answer is lost is sent again by itself, and kept once', async () => {
    const { page, provider, context } = await atWork(2)
    const before = await count(page, provider, 'Complaint')
    await fillComplaint(page, provider, 'Given late')
    let sent = 0
    await page.route('**/records', async (route) => {
      sent += 1
      if (sent > 1) return route.continue()
      await route.fetch()
      return route.abort()
    })
    await send(page)
    await page.getByText('Sent: Complaint').waitFor()
    assert.equal(await count(page, provider, 'Complaint'), before + 1)
    await context.close()
  })

  test('and which the server then refuses leads back to what is wrong, with nothing lost', async () => {
    const { page, provider, context } = await atWork(3)
    await fillComplaint(page, provider, 'Of a day to come', true)
    await page.route('**/records', (route) => route.abort())
    await send(page)
    await page.locator('[data-waiting]').waitFor()
    await page.unroute('**/records')
    await page.getByText('Not accepted, to be put right: 1').waitFor()
    assert.deepEqual(await faultsOf(page), [])
    await page.getByRole('link', { name: 'Put it right' }).click()
    await page.locator('#envelope-occurredFrom-error').waitFor()
    assert.equal(await page.getByLabel('In a sentence or two').inputValue(), 'Of a day to come')
    assert.deepEqual(await faultsOf(page), [])
    await page.getByRole('button', { name: 'Today' }).click()
    await send(page)
    await page.getByText('Recorded: Complaint.').waitFor()
    assert.equal(await page.locator('[data-waiting-count="0"]').count(), 1)
    assert.deepEqual(page.faults, [])
    await context.close()
  })
})

describe('what waits on a device', () => {
  test('can be changed, is held until then, and can be discarded', async () => {
    const { page, provider, context } = await atWork(4)
    const before = await count(page, provider, 'Complaint')
    await page.route('**/records', (route) => route.abort())
    await fillComplaint(page, provider, 'First words')
    await send(page)
    await page.getByRole('link', { name: 'Change it' }).click()
    await page.getByLabel('In a sentence or two').fill('Second words')
    await page.goto('/device')
    await page.locator('[data-waiting="held"]').waitFor()
    await page.unroute('**/records')
    await page.getByRole('link', { name: 'Change it' }).click()
    assert.equal(await page.getByLabel('In a sentence or two').inputValue(), 'Second words')
    await send(page)
    await page.getByText('Recorded: Complaint.').waitFor()
    assert.equal(await count(page, provider, 'Complaint'), before + 1)

    await page.route('**/records', (route) => route.abort())
    await fillComplaint(page, provider, 'Not after all')
    await send(page)
    await page.getByRole('button', { name: 'Discard' }).click()
    await page.getByRole('button', { name: 'Discard', exact: true }).click()
    await page.getByText('Nothing waits to be sent.').waitFor()
    assert.equal(await count(page, provider, 'Complaint'), before + 1)
    await context.close()
  })

  test('goes when its owner signs out, who is warned first; drafts go too, and the key', async () => {
    const { page, provider, context } = await atWork(5)
    await page.goto(`/providers/${provider}/record/Complaint`)
    await page.getByLabel('Keep my drafts on this device').check()
    await page.getByLabel('In a sentence or two').fill('Half a thought')
    await page.getByRole('link', { name: 'On this device' }).click()
    await page.getByRole('link', { name: 'Go on writing' }).click()
    assert.equal(await page.getByLabel('In a sentence or two').inputValue(), 'Half a thought')

    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('Signing out discards what is below.').waitFor()
    assert.deepEqual(await faultsOf(page), [])
    await page.getByRole('button', { name: 'Discard it and sign out' }).click()
    await page.locator('.demo-doors').waitFor()
    await emptied(page)
    assert.deepEqual(await onDevice(page), { texts: [], extractable: [] })
    assert.deepEqual(page.faults, [])
    await context.close()
  })
})

describe('a session that ends while a form is filled in', () => {
  test('asks for the sign-in, and then shows the form as it was typed', async () => {
    const { page, provider, context } = await atWork(6)
    await fillComplaint(page, provider, 'Typed before the session ended')
    await context.clearCookies()
    await send(page)
    await page.locator('[data-role="OFFICER"]').click()
    await page.locator('.draft-kept').waitFor()
    assert.equal(
      await page.getByLabel('In a sentence or two').inputValue(),
      'Typed before the session ended',
    )
    await send(page)
    await page.getByText('Recorded: Complaint.').waitFor()
    await context.close()
  })
})
