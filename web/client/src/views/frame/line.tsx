import { useEffect, useRef, useState } from 'preact/hooks'
import { timeOfDay } from '../../model/dates'
import { useApp } from '../../state/app'
import { Icon } from '../parts/icon'

const goodNewsMs = 8_000

/** A small word in the navigation: live or not. */
export function LineState() {
  const { line, saying } = useApp()
  const live = line.kind === 'live'
  const text = live
    ? saying.t('live.live')
    : line.kind === 'connecting'
      ? saying.t('live.connecting')
      : saying.t('live.lostTitle')
  return (
    <span class={`line-state line-state--${line.kind}`} data-line={line.kind}>
      <Icon shape={live ? 'dot' : 'broken'} /> {text}
    </span>
  )
}

/** A plain banner while the page is not live, and a word when it is again. */
export function LineBanner() {
  const { line, saying, openedAway, session } = useApp()
  const wasLost = useRef(false)
  const [back, setBack] = useState(false)
  useEffect(() => {
    if (line.kind === 'lost') {
      wasLost.current = true
      setBack(false)
    }
    if (line.kind !== 'live' || !wasLost.current) return undefined
    wasLost.current = false
    setBack(true)
    const timer = setTimeout(() => setBack(false), goodNewsMs)
    return () => clearTimeout(timer)
  }, [line])

  return (
    <div role="status" class="line-banner-place">
      {openedAway && (
        <p class="line-banner line-banner--lost" data-away>
          <Icon shape="broken" />
          <span>{saying.t('away.banner')}</span>
        </p>
      )}
      {!openedAway && (line.kind === 'lost' || line.kind === 'ended') && (
        <p class="line-banner line-banner--lost">
          <Icon shape="broken" />
          <span>
            {line.kind === 'lost'
              ? `${saying.t('live.lost', { time: timeOfDay(line.since) })} ${session.mayRecord ? saying.t('live.lostWrite') : ''}`
              : saying.t('live.ended', { time: timeOfDay(line.since) })}
          </span>
        </p>
      )}
      {back && (
        <p class="line-banner line-banner--back">
          <Icon shape="dot" />
          <span>{saying.t('live.backAgain')}</span>
        </p>
      )}
    </div>
  )
}
