// While the board is busy, whoever listens to it is told in sums, not of each change.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ask, isLive, signIn, visitor } from './support/browser.mjs'
import { openHouse } from './support/house.mjs'

const updates = 400
const perSecond = 50
/** Between two announcements. */
const gapMsMin = 3_000

const { program, browser, close } = await openHouse()
after(close)

test(`${perSecond} updates a second are announced now and then, and the focus stays where it is`, async (t) => {
  const page = await visitor(browser, program.url)
  await signIn(page)
  await isLive(page)
  const { rows } = await ask(page, 'board')
  const { today } = await ask(page, 'session')
  const search = page.locator('input[type=search]').first()
  await search.focus()
  await page.evaluate(() => {
    globalThis.heard = []
    const spoken = '[role=status], [role=alert], [aria-live]'
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement
        const region = element?.closest(spoken)
        if (region && region.textContent.trim() !== '') {
          globalThis.heard.push({ at: performance.now(), text: region.textContent })
        }
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
  })
  const took = await page.evaluate(
    async ({ providers, on, many, gapMs }) => {
      const session = await (await fetch('/api/v1/session')).json()
      const began = performance.now()
      globalThis.began = began
      const sent = []
      for (let at = 0; at < many; at += 1) {
        const wait = began + at * gapMs - performance.now()
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
        sent.push(
          fetch(`/api/v1/providers/${providers[at % providers.length]}/records`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrfToken },
            body: JSON.stringify({
              kind: 'Complaint',
              envelope: { occurredFrom: on, source: 'COUNCIL_COMPLAINTS' },
              body: { stage: 'LOCAL_RESOLUTION' },
            }),
          }).then(({ ok }) => ok),
        )
      }
      const all = await Promise.all(sent)
      return { ok: all.filter((one) => one).length, ms: performance.now() - began }
    },
    {
      providers: rows.slice(0, 40).map(({ provider }) => provider),
      on: today,
      many: updates,
      gapMs: 1000 / perSecond,
    },
  )
  assert.equal(took.ok, updates)
  await page.waitForFunction(() => globalThis.heard.length > 0)
  const heard = await page.evaluate(() => globalThis.heard)
  t.diagnostic(`${updates} updates in ${Math.round(took.ms)} ms: ${heard.length} announcements`)
  const first = heard[0].at - (await page.evaluate(() => globalThis.began))
  assert.ok(
    first < took.ms,
    `first told after ${Math.round(first)} ms: put off by what came meanwhile`,
  )
  const gaps = heard.slice(1).map(({ at }, index) => at - heard[index].at)
  assert.ok(
    gaps.every((gap) => gap >= gapMsMin),
    `announced after ${gaps.map(Math.round)} ms: ${JSON.stringify(heard)}`,
  )
  assert.ok(await search.evaluate((element) => element === document.activeElement))
  assert.deepEqual(page.faults, [])
})
