// Takes a picture of every page in both languages, at a desk and on a telephone: build/pictures.
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { desk, languages, phone, signIn, startBrowser, visitor } from './support/browser.mjs'
import { everyPage } from './support/pages.mjs'
import { startProgram } from './support/program.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const folder = join(root, 'build/pictures')
const tallMax = 2600

await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
const program = await startProgram()
const browser = await startBrowser()
try {
  for (const [width, viewport] of Object.entries({ desk, phone })) {
    for (const language of languages) {
      const page = await visitor(browser, program.url, { language, viewport })
      for await (const name of everyPage(page, signIn)) {
        const height = await page.evaluate(() => document.documentElement.scrollHeight)
        await page.evaluate(() => document.activeElement?.blur())
        await page.mouse.move(0, 0)
        await page.screenshot({
          path: join(folder, `${name}-${language}-${width}.png`),
          fullPage: true,
          clip: {
            x: 0,
            y: 0,
            width: viewport.width,
            height: Math.min(height, tallMax),
          },
        })
        if (name === 'board')
          await page.screenshot({
            path: join(folder, `board-top-${language}-${width}.png`),
          })
        if (name === 'provider' || name === 'owner')
          await page
            .locator('svg.picture')
            .first()
            .screenshot({ path: join(folder, `${name}-picture-${language}-${width}.png`) })
      }
      await page.context().close()
    }
  }
} finally {
  await browser.close()
  await program.clear()
}
