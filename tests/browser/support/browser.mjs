// A Chromium that talks to nobody but the program, and the steps that every test takes.
import { chromium } from 'playwright-core'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const desk = { width: 1366, height: 768 }
export const phone = { width: 360, height: 800 }
/** A desk of 1280 x 1024 at 400 %. */
export const zoomed = { width: 320, height: 256 }
export const languages = ['en', 'cy']

export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: flags,
  })
}

/** A page of its own, as a person at another desk would have, in the language given. */
export async function visitor(
  browser,
  url,
  { language = 'en', viewport = desk, touch = false, serviceWorkers = 'allow' } = {},
) {
  const context = await browser.newContext({
    viewport,
    baseURL: url,
    reducedMotion: 'reduce',
    hasTouch: touch,
    serviceWorkers,
  })
  await context.addInitScript((chosen) => {
    if (localStorage.getItem('gwarchod.language') === null) {
      localStorage.setItem('gwarchod.language', chosen)
    }
  }, language)
  const page = await context.newPage()
  page.faults = []
  page.on('pageerror', (error) => page.faults.push(String(error)))
  return page
}

export async function signIn(page, role = 'OFFICER') {
  await page.goto('/')
  await page.locator(`[data-role="${role}"]`).click()
  await page.locator('.board-summary').waitFor()
}

/** Asks the API as the signed-in visitor of the page. */
export function ask(page, path) {
  return page.evaluate(async (at) => (await fetch(`/api/v1/${at}`)).json(), path)
}

/** Records something through the API, as the signed-in visitor of the page. */
export function record(page, provider, kind, envelope, body) {
  return page.evaluate(
    async (asked) => {
      const session = await (await fetch('/api/v1/session')).json()
      const response = await fetch(`/api/v1/providers/${asked.provider}/records`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'X-CSRF-Token': session.csrfToken,
        },
        body: JSON.stringify({
          kind: asked.kind,
          envelope: asked.envelope,
          body: asked.body,
        }),
      })
      if (!response.ok) throw new Error(await response.text())
      return response.json()
    },
    { provider, kind, envelope, body },
  )
}

/** Attaches a text file to a record through the API, as the signed-in visitor of the page. */
export function attach(page, provider, { to, title, content }) {
  return page.evaluate(
    async (asked) => {
      const session = await (await fetch('/api/v1/session')).json()
      const response = await fetch(
        `/api/v1/providers/${asked.provider}/attachments?attached_to=${asked.to}`,
        {
          method: 'POST',
          headers: {
            'Content-Type': 'text/plain',
            'Gwarchod-Title': encodeURIComponent(asked.title),
            'X-CSRF-Token': session.csrfToken,
          },
          body: asked.content,
        },
      )
      if (!response.ok) throw new Error(await response.text())
      return response.json()
    },
    { provider, to, title, content },
  )
}

/** A provider with nothing waiting, at the first stage. */
export async function quietProvider(page, nth = 0) {
  const board = await ask(page, 'board')
  const quiet = board.rows.filter(
    (row) =>
      row.decided?.level === undefined &&
      !row.needsDecision &&
      !(row.reasons?.length > 0) &&
      row.suggested?.id === row.decided?.id &&
      !row.concerns90Days,
  )
  return quiet[nth]
}

export function isLive(page) {
  return page.locator('[data-line="live"]').first().waitFor({ state: 'attached', timeout: 30_000 })
}
