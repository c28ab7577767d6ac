import type { Board } from '../../generated/gwarchod/v1/views_pb'
import { groups } from '../../model/board'
import type { Filter } from '../../model/filter'
import { useSaying } from '../../state/app'

interface Props {
  readonly board: Board
  readonly filter: Filter
  readonly change: (filter: Filter) => void
}

/** The whole picture in one line: how many stand at each stage. */
export function Summary({ board, filter, change }: Props) {
  const saying = useSaying()
  const { t } = saying
  const counts = groups(board.stages, board.rows)
  return (
    <section class="board-summary" aria-label={t('board.summary')}>
      <ul class="board-summary__stages">
        {counts.map(({ stage, rows }) => {
          const on = filter.stage === stage.id
          return (
            <li key={stage.id}>
              <button
                type="button"
                class={`board-summary__stage board-summary__stage--${stage.offLadder ? 'off' : Math.min(stage.level, 5)} ${on ? 'board-summary__stage--on' : ''} ${rows.length === 0 ? 'board-summary__stage--empty' : ''}`}
                aria-pressed={on}
                onClick={() => change({ ...filter, stage: on ? '' : stage.id })}
              >
                <span class="board-summary__count">{rows.length}</span>
                <span class="board-summary__name">{saying.stage(stage)}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
