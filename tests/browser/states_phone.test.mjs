import { phone } from './support/browser.mjs'
import { holdEveryState } from './support/hold_states.mjs'

await holdEveryState('on a telephone', phone)
