// A new version of the page: seen at once with a line, and without one from the next opening on; and the
// version before keeps its own files until the last of its pages is closed.
import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readyToLeave } from './support/away.mjs'
import { signIn, visitor } from './support/browser.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const built = process.env.GWARCHOD_PAGES ?? join(root, 'build/pages')
const folder = await mkdtemp(join(tmpdir(), 'gwarchod-pages-'))
await cp(built, folder, { recursive: true })
process.env.GWARCHOD_PAGES = folder
const { openHouse } = await import('./support/house.mjs')
const { program, browser, close } = await openHouse()
after(async () => {
  await close()
  await rm(folder, { recursive: true, force: true })
})

/** Puts another version where the page was: its first page says so, and its worker is another. */
async function release() {
  const page = join(folder, 'index.html')
  const worker = join(folder, 'worker.js')
  const html = await readFile(page, 'utf8')
  await writeFile(page, html.replace('<head>', '<head><meta name="release" content="next" />'))
  const script = await readFile(worker, 'utf8')
  const version = /`([0-9a-f]{16})`|"([0-9a-f]{16})"/.exec(script)
  await writeFile(worker, script.replace(version[1] ?? version[2], '0'.repeat(16)))
}

const isNext = (page) => page.evaluate(() => document.querySelector('meta[name=release]') !== null)
const versions = (page) => page.evaluate(async () => (await caches.keys()).sort())

test('a new version is seen at once, leaves the old its files, and takes its place when it is closed', async () => {
  const page = await visitor(browser, program.url)
  const context = page.context()
  await signIn(page)
  await readyToLeave(page)
  assert.equal(await isNext(page), false)
  const [old] = await versions(page)
  await program.stop()
  await release()
  await program.start()

  await page.reload()
  assert.equal(await isNext(page), true, 'the page asks the server first')
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    await registration.update()
    const coming = registration.installing
    if (coming && coming.state === 'installing') {
      await new Promise((resolve) =>
        coming.addEventListener('statechange', resolve, { once: true }),
      )
    }
  })
  assert.deepEqual(await versions(page), ['gwarchod-' + '0'.repeat(16), old].sort())
  await page.close()

  const next = await context.newPage()
  await next.goto('/accessibility')
  await next.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    const worker = registration.active
    if (worker.state === 'activated') return
    await new Promise((resolve) => worker.addEventListener('statechange', resolve, { once: true }))
  })
  assert.deepEqual(await versions(next), ['gwarchod-' + '0'.repeat(16)])
  await program.stop()
  await next.reload()
  await next.locator('[data-away]').waitFor()
  assert.equal(await isNext(next), true)
  await context.close()
})
