// What axe finds on a page, and whether the page scrolls sideways.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The faults of the page as it stands, each as one line; none when it is clean. */
export async function faultsOf(page) {
  // What is skipped because it is out of sight has no size that could be measured.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('* { content-visibility: visible !important }')
    document.adoptedStyleSheets = [sheet]
  })
  await page.evaluate(axe)
  const found = await page.evaluate(
    (values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values } }),
    rules,
  )
  const faults = found.violations.map(({ id, help, nodes }) => {
    const where = nodes.slice(0, 3).map((node) => node.html)
    return `${id}: ${help}: ${where.join(' | ')}`
  })
  await page.evaluate(() => {
    document.adoptedStyleSheets = []
  })
  return [...faults, ...(await sidewaysOf(page))]
}

/** The fault of a page that is wider than the window. */
export async function sidewaysOf(page) {
  const isWider = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  return isWider ? ['scrolls sideways'] : []
}
