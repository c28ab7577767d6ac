// Going about a page without a mouse.
const tabsMax = 60

/** Tab after Tab until the control has the focus, as who sees where the focus is would do. */
export async function tabTo(page, control) {
  for (let tabs = 0; tabs < tabsMax; ++tabs) {
    await page.keyboard.press('Tab')
    if (await control.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`${control} is not reached by ${tabsMax} tabs`)
}

/** Goes there, and does what Enter does. */
export async function choose(page, control) {
  await tabTo(page, control)
  await page.keyboard.press('Enter')
}

/** Goes there, and types. */
export async function write(page, control, text) {
  await tabTo(page, control)
  await page.keyboard.type(text)
}

/**
 * Every stop of the Tab key from the top of the page until it comes round: what it is, what it is called,
 * whether it lies in sight, and whether it looks different from when it has not the focus.
 */
export async function stops(page, most = 120) {
  const found = []
  await page.evaluate(() => {
    document.activeElement?.blur()
    globalThis.scrollTo(0, 0)
  })
  for (let tabs = 0; tabs < most; ++tabs) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return undefined
      const known = element.dataset.stop === 'seen'
      element.dataset.stop = 'seen'
      const box = element.getBoundingClientRect()
      // A radio or a checkbox is drawn by its label.
      const drawn = [element, element.nextElementSibling].filter((one) => one)
      const look = () =>
        drawn.map((one) =>
          ['', '::before'].map((part) => {
            const { outlineStyle, outlineWidth, boxShadow, backgroundColor, borderColor } =
              getComputedStyle(one, part)
            return [outlineStyle, outlineWidth, boxShadow, backgroundColor, borderColor]
          }),
        )
      const focused = JSON.stringify(look())
      element.blur()
      const plain = JSON.stringify(look())
      element.focus({ preventScroll: true })
      return {
        known,
        what: element.outerHTML.slice(0, 120),
        name:
          [
            element.getAttribute('aria-label'),
            element.labels?.[0]?.textContent,
            element.textContent,
          ]
            .map((text) => (text ?? '').trim())
            .find((text) => text !== '') ?? '',
        seen:
          box.width > 0 &&
          box.height > 0 &&
          box.bottom > 0 &&
          box.top < innerHeight &&
          box.right > 0 &&
          box.left < innerWidth,
        marked: focused !== plain,
      }
    })
    if (stop === undefined || stop.known) return found
    found.push(stop)
  }
  return found
}
