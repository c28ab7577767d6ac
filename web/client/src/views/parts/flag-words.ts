import type { RaisedFlag } from '../../generated/gwarchod/v1/views_pb'
import type { Saying } from '../../i18n'

/** A flag in a few words: "Embargo on placements: Full, Local Health Board". */
export function flagWords(flag: RaisedFlag, saying: Saying): string {
  const says = saying.words(flag.says)
  const name = saying.words(flag.name)
  return says === '' ? name : `${name}: ${says}`
}
