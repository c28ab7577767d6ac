import { holdEveryPage } from './support/accessibility.mjs'
import { sidewaysOf } from './support/axe.mjs'
import { zoomed } from './support/browser.mjs'

// What axe finds is found at a telephone's width; here it is whether anything is cut off.
await holdEveryPage('at 400 %', zoomed, sidewaysOf)
