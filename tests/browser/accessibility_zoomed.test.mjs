import { holdEveryPage } from './support/accessibility.mjs'
import { zoomed } from './support/browser.mjs'

await holdEveryPage('at 400 %', zoomed)
