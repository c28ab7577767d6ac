import { useMemo, useState } from 'preact/hooks'
import type { Board, BoardRow } from '../../generated/gwarchod/v1/views_pb'
import type { Group } from '../../model/board'
import { useApp } from '../../state/app'
import { StageTag } from '../parts/stage-tag'
import { BoardRowView } from './board-row'

interface Props {
  readonly group: Group
  readonly board: Board
  readonly moved: ReadonlySet<string>
  readonly seen: bigint | undefined
  /** True for the stage where nothing presses: only rows that wait for something are shown at first. */
  readonly quiet: boolean
}

const shownAtFirst = 25

/** The providers of one decided stage, as a table. Long ones open on request. */
export function StageGroup({ group, board, moved, seen, quiet }: Props) {
  const { saying } = useApp()
  const { t } = saying
  const [all, setAll] = useState(false)
  const { stage, rows } = group
  const heading = `stage-${stage.id}`

  const short = useMemo(() => {
    const presses = (row: BoardRow) => row.needsDecision || moved.has(row.provider)
    return (quiet ? rows.filter(presses) : rows).slice(0, shownAtFirst)
  }, [rows, quiet, moved])
  const shown = all ? rows : short
  const hidden = rows.length - short.length

  return (
    <section class="stage-group" aria-labelledby={heading}>
      <h2 class="govuk-heading-m stage-group__heading" id={heading}>
        <StageTag stage={stage} />{' '}
        <span class="stage-group__count">{t('board.providers', { count: rows.length })}</span>
      </h2>
      {shown.length > 0 && (
        <table class="govuk-table board-table" aria-labelledby={heading} role="table">
          <thead class="govuk-table__head" role="rowgroup">
            <tr role="row">
              <Column name={t('board.column.provider')} kind="provider" />
              <Column name={t('board.column.why')} kind="why" />
              <Column name={t('board.column.concerns')} kind="number" />
              <Column name={t('board.column.overdue')} kind="number" />
              <Column name={t('board.column.visit')} kind="date" />
              <Column name={t('board.column.record')} kind="date" />
            </tr>
          </thead>
          <tbody class="govuk-table__body" role="rowgroup">
            {shown.map((row) => (
              <BoardRowView
                key={row.provider}
                row={row}
                board={board}
                moved={moved.has(row.provider)}
                changed={seen !== undefined && row.changedAt > seen}
              />
            ))}
          </tbody>
        </table>
      )}
      {hidden > 0 && (
        <p class="govuk-body stage-group__note">
          {quiet && !all && `${t('board.quiet', { count: hidden })} `}
          <button
            type="button"
            class="link-button"
            aria-expanded={all}
            onClick={() => setAll(!all)}
          >
            {all ? t('board.showFewer') : t('board.showAll', { count: hidden })}
            <span class="govuk-visually-hidden">: {saying.stage(stage)}</span>
          </button>
        </p>
      )}
    </section>
  )
}

function Column({ name, kind }: { readonly name: string; readonly kind: string }) {
  return (
    <th scope="col" role="columnheader" class={`govuk-table__header board-table__${kind}`}>
      {name}
    </th>
  )
}
