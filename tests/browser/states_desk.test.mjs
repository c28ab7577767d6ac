import { desk } from './support/browser.mjs'
import { holdEveryState } from './support/hold_states.mjs'

await holdEveryState('at a desk', desk)
