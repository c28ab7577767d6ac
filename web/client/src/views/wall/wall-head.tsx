import type { Board } from '../../generated/gwarchod/v1/views_pb'
import { timeOfDay } from '../../model/dates'
import { useApp } from '../../state/app'
import { useWallClock } from '../../state/use-wall-clock'
import { Icon } from '../parts/icon'

interface Props {
  readonly board: Board
  readonly count: number
}

/** Whose board it is, how many are on it, the time, and whether it is live. */
export function WallHead({ board, count }: Props) {
  const { saying, session, line } = useApp()
  const { t } = saying
  const time = useWallClock()
  const isLive = line.kind === 'live'
  return (
    <header class="wall__head">
      <div>
        <h1 class="wall__title">{t('wall.title')}</h1>
        <p class="wall__about">
          {session.authority} · {t('wall.count', { count, total: board.rows.length })}
          {(board.demonstration || board.synthetic) && ` · ${t('frame.demonstration')}`}
        </p>
      </div>
      <div class="wall__state">
        <p class="wall__clock">{time}</p>
        <p class={`wall__line wall__line--${line.kind}`} role="status" data-line={line.kind}>
          <Icon shape={isLive ? 'dot' : 'broken'} />{' '}
          {line.kind === 'lost' || line.kind === 'ended'
            ? t('wall.notLive', { time: timeOfDay(line.since) })
            : isLive
              ? t('live.live')
              : t('live.connecting')}
        </p>
      </div>
    </header>
  )
}
