// A change of the policy, tried over everything on record and adopted, by keyboard alone.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { faultsOf } from './support/axe.mjs'
import { ask, desk, languages, phone, signIn, visitor } from './support/browser.mjs'
import { officerAtWork } from './support/house.mjs'
import { choose, tabTo, write } from './support/keyboard.mjs'
import { say } from './support/words.mjs'

const { program, browser, page: officer, close } = await officerAtWork()
after(close)
const { today } = await ask(officer, 'session')

/** A policy of two stages and one rule: one complaint in a year is enough. */
function policyText(version) {
  return `version: "${version}"
name { en: "One complaint" cy: "Un gŵyn" }
effective_from: "2020-01-01"
calendar: "england-and-wales"
standing { en: "(so until {until})" cy: "(felly tan {until})" }
stages { id: "routine" number: "0" level: 0 name { en: "Routine" cy: "Arferol" } }
stages {
  id: "enhanced" number: "1" level: 1 name { en: "Enhanced" cy: "Uwch" } review_working_days: 30
  clocks { id: "visit" working_days: 10 name { en: "Visit" cy: "Ymweliad" } work: WORK_VISIT }
}
rules {
  id: "one-complaint" stage: "enhanced" words { en: "{dates}" cy: "{dates}" }
  count { match { kinds: "Complaint" } at_least: 1 window_days: 365 }
}
`
}

function daysAfter(day, days) {
  const later = new Date(`${day}T00:00:00Z`)
  later.setUTCDate(later.getUTCDate() + days)
  return later.toISOString().slice(0, 10)
}

/** Puts the text into the box as a paste would. */
async function paste(page, text) {
  await page.locator('#trial-text').fill(text)
}

async function holdClean(page, name) {
  assert.deepEqual(await faultsOf(page), [], name)
}

async function trying(page, language, viewport) {
  const t = (key, places) => say(language, key, places)
  await page.goto('/')
  await page.locator('.board-summary').waitFor()
  if (viewport === phone) {
    await choose(page, page.getByRole('button', { name: t('frame.menu') }))
  }
  await choose(page, page.getByRole('link', { name: t('frame.policy'), exact: true }))
  await page.locator('.policy__stage').first().waitFor()
  await choose(page, page.getByRole('link', { name: t('trial.link'), exact: true }))
  await page.locator('#trial-text').waitFor()
}

let adopted = 0

for (const [where, viewport] of Object.entries({ desk, phone })) {
  for (const language of languages) {
    const t = (key, places) => say(language, key, places)
    const heading = (page) => page.getByRole('heading', { level: 1 })

    describe(`at a ${where}, in ${language}`, () => {
      test('a file is tried, told of its faults first, and adopted by who may', async () => {
        const version = `one-${where}-${language}`
        const page = await visitor(browser, program.url, { language, viewport })
        await signIn(page, 'ADMINISTRATOR')
        await trying(page, language, viewport)
        await holdClean(page, 'choose')

        const start = page.getByRole('button', { name: t('trial.start') })
        await paste(page, policyText(version).replace('stage: "enhanced"', 'stage: "panic"'))
        await choose(page, start)
        const summary = page.locator('.govuk-error-summary')
        await summary.getByText(/panic/).waitFor()
        assert.match(await summary.innerText(), /(line|llinell) 12/)
        await holdClean(page, 'faults')

        await paste(page, policyText(version))
        await choose(page, start)
        await page.getByRole('heading', { name: t('trial.resultTitle') }).waitFor({
          timeout: 60_000,
        })
        assert.equal(
          await heading(page).evaluate((one) => one === document.activeElement),
          true,
          'the result takes the focus',
        )
        await page.getByRole('table', { name: t('trial.stages') }).waitFor()
        await page.getByRole('table', { name: t('trial.work') }).waitFor()
        await holdClean(page, 'result')
        const wider = await page.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        )
        assert.equal(wider, false, 'nothing is cut off')

        await choose(page, page.getByRole('button', { name: t('trial.adopt'), exact: true }))
        await page.locator('#adopt-why').waitFor()
        const onwards = page.getByRole('button', { name: t('trial.continue') })
        await choose(page, onwards)
        await summary.waitFor()
        assert.equal(await summary.getByRole('link').count(), 3)
        await holdClean(page, 'adopt in vain')
        adopted += 1
        const from = daysAfter(today, adopted)
        await write(page, page.locator('#adopt-approvedBy'), 'The director')
        await write(page, page.locator('#adopt-why'), 'Agreed by the sub-group')
        await write(page, page.locator('#adopt-from'), from)
        await choose(page, onwards)
        await page.getByText(t('trial.confirm')).waitFor()
        await holdClean(page, 'confirm')
        await choose(page, page.getByRole('button', { name: t('trial.send'), exact: true }))
        await page.locator('.govuk-notification-banner--success').waitFor()
        await holdClean(page, 'done')
        const { policies } = await ask(page, 'policies')
        assert.equal(policies[0].version, version)
        assert.equal(policies[0].effectiveFrom, from)
        assert.equal(policies[0].why, 'Agreed by the sub-group')
        assert.equal(policies[0].approvedBy, 'The director')
        assert.deepEqual(page.faults, [])
        await page.context().close()
      })
    })
  }
}

test('an officer may try a policy and not adopt it; who only reads may do neither', async () => {
  const page = await visitor(browser, program.url)
  await signIn(page, 'OFFICER')
  await page.goto('/policy/try')
  await paste(page, policyText('officers'))
  await page.getByRole('button', { name: say('en', 'trial.start') }).click()
  await page.getByText(say('en', 'trial.adoptOnly')).waitFor({ timeout: 60_000 })
  assert.equal(await page.getByRole('button', { name: say('en', 'trial.adopt') }).count(), 0)
  const check = await page.evaluate(async (text) => {
    const session = await (await fetch('/api/v1/session')).json()
    const answer = await fetch('/api/v1/policy/check', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrfToken },
      body: JSON.stringify({ text, effectiveFrom: '2001-01-01' }),
    })
    return answer.json()
  }, policyText('checked'))
  assert.deepEqual(
    check.faults.map(({ line }) => line),
    [3],
  )
  await page.context().close()
  const reader = await visitor(browser, program.url)
  await signIn(reader, 'READ_ONLY')
  await reader.goto('/policy/try')
  await reader.getByText(say('en', 'trial.notAllowed')).waitFor()
  await reader.goto('/policy')
  await reader.locator('.policy__stage').first().waitFor()
  assert.equal(await reader.getByRole('link', { name: say('en', 'trial.link') }).count(), 0)
  await reader.context().close()
})

test('an effective day that overlaps is refused, and what was typed stays', async () => {
  const page = await visitor(browser, program.url)
  await signIn(page, 'ADMINISTRATOR')
  await page.goto('/policy/try')
  await paste(page, policyText('overlapping'))
  await page.getByRole('button', { name: say('en', 'trial.start') }).click()
  await page.getByRole('button', { name: say('en', 'trial.adopt'), exact: true }).click({
    timeout: 60_000,
  })
  await page.locator('#adopt-approvedBy').fill('The director')
  await page.locator('#adopt-why').fill('Agreed')
  await page.locator('#adopt-from').fill('2012-01-01')
  await page.getByRole('button', { name: say('en', 'trial.continue') }).click()
  await page.getByRole('button', { name: say('en', 'trial.send'), exact: true }).click()
  await page
    .locator('.govuk-error-summary')
    .getByText(/Effective dates overlap/)
    .waitFor()
  assert.equal(await page.locator('#adopt-why').inputValue(), 'Agreed')
  await page.context().close()
})

test('a trial is stopped, and leaves the server free for another', async () => {
  const page = await visitor(browser, program.url)
  await signIn(page, 'OFFICER')
  await page.goto('/policy/try')
  await page.route('**/policy/trials/*', async (route) => {
    // The program is quicker than a hand: its answers are held as if it still worked.
    if (route.request().method() === 'DELETE') return route.continue()
    const answer = await route.fetch()
    const state = await answer.json()
    const body = stopping ? { ...state, stopped: true } : { ...state, done: 1, of: 9 }
    delete body.finished
    delete body.result
    return route.fulfill({ response: answer, json: body })
  })
  let stopping = false
  page.on('request', (request) => {
    if (request.method() === 'DELETE') stopping = true
  })
  await paste(page, policyText('to-stop'))
  await page.getByRole('button', { name: say('en', 'trial.start') }).click()
  await page.getByText(say('en', 'trial.progress', { done: 1, of: 9 })).waitFor()
  assert.deepEqual(await faultsOf(page), [], 'running')
  const stop = page.getByRole('button', { name: say('en', 'trial.stop') })
  await tabTo(page, stop)
  await page.keyboard.press('Enter')
  await page.getByText(say('en', 'trial.stopped')).waitFor()
  assert.equal(await page.locator('#trial-text').inputValue(), policyText('to-stop'))
  await page.context().close()
})
