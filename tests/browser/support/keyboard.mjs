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
