import { holdEveryPage } from './support/accessibility.mjs'
import { desk } from './support/browser.mjs'

await holdEveryPage('at a desk', desk)
