import { holdEveryPage } from './support/accessibility.mjs'
import { phone } from './support/browser.mjs'

await holdEveryPage('on a telephone', phone)
