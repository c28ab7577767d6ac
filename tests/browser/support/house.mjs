// What the tests of a file share: the program on a demonstration of its own, and a browser.
import { quietProvider, signIn, startBrowser, visitor } from './browser.mjs'
import { startProgram } from './program.mjs'

/** Started, and how to clear both away; `options` are further options of `gwarchod serve`. */
export async function openHouse(...options) {
  const program = await startProgram(...options)
  try {
    const browser = await startBrowser()
    const close = async () => {
      await browser.close()
      await program.clear()
    }
    return { program, browser, close }
  } catch (fault) {
    await program.clear()
    throw fault
  }
}

/** The same, with an officer signed in, and a provider of which little is recorded. */
export async function officerAtWork(...options) {
  const house = await openHouse(...options)
  try {
    const page = await visitor(house.browser, house.program.url)
    await signIn(page)
    const { provider } = await quietProvider(page)
    return { ...house, page, provider }
  } catch (fault) {
    await house.close()
    throw fault
  }
}
