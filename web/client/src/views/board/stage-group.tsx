import { Component } from 'preact'
import { useMemo } from 'preact/hooks'
import type { BoardRow, StageName } from '../../generated/gwarchod/v1/views_pb'
import { chunks } from '../../model/arrangement'
import type { ShownGroup } from '../../model/arrangement'
import { useSaying } from '../../state/app'
import { useGrowing } from '../../state/use-growing'
import { StageTag } from '../parts/stage-tag'
import { BoardRowView } from './board-row'
import type { RowSetting } from './board-row'

// Rows that are drawn, and skipped while out of sight, together.
const chunkLength = 20
const chunksAtFirst = 2
const chunksAtATime = 3

interface Props {
  readonly group: ShownGroup
  readonly moved: ReadonlySet<string>
  readonly setting: RowSetting
  /** True when what is folded away at first is shown. */
  readonly open: boolean
  readonly fold: (open: boolean) => void
}

/** The providers of one decided stage, as a table. Those with nothing waiting are shown on request. */
export function StageGroup({ group, moved, setting, open, fold }: Props) {
  const saying = useSaying()
  const { t } = saying
  const { stage, rows, folded } = group
  const heading = `stage-${stage.id}`
  const parts = useMemo(() => chunks(rows, chunkLength), [rows])
  const drawn = useGrowing(parts.length, chunksAtFirst, chunksAtATime)

  return (
    <section class="stage-group" aria-labelledby={heading}>
      <h2 class="govuk-heading-m stage-group__heading" id={heading}>
        <StageTag stage={stage} />{' '}
        <span class="stage-group__count">
          {t('board.providers', { count: rows.length + folded })}
        </span>
      </h2>
      {rows.length > 0 && (
        <table class="govuk-table board-table" aria-labelledby={heading} role="table">
          <thead class="govuk-table__head" role="rowgroup">
            <tr role="row" class="board-table__names">
              <Column name={t('board.column.provider')} kind="provider" />
              <Column name={t('board.column.heard')} kind="heard" />
              <Column name={t('board.column.concerns')} kind="number" />
              <Column name={t('board.column.actions')} kind="actions" />
              <Column name={t('board.column.overdue')} kind="number" />
              <Column name={t('board.column.review')} kind="date" />
              <Column name={t('board.column.visit')} kind="date" />
              <Column name={t('board.column.change')} kind="date" />
              <Column name={t('board.column.why')} kind="why" />
            </tr>
          </thead>
          {parts.slice(0, drawn).map((part, at) => (
            <Chunk key={at} rows={part} stage={stage} moved={moved} setting={setting} />
          ))}
        </table>
      )}
      {(folded > 0 || open) && (
        <p class="govuk-body stage-group__note">
          {!open && `${t('board.quiet', { count: folded })} `}
          <button
            type="button"
            class="link-button"
            aria-expanded={open}
            onClick={() => fold(!open)}
          >
            {open ? t('board.showFewer') : t('board.showAll', { count: folded })}
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

interface ChunkProps {
  readonly rows: readonly BoardRow[]
  readonly stage: StageName
  readonly moved: ReadonlySet<string>
  readonly setting: RowSetting
}

class Chunk extends Component<ChunkProps> {
  // A row that moved is another row, so that `moved` need not be looked at.
  override shouldComponentUpdate({ rows, stage, setting }: ChunkProps) {
    const { props } = this
    return (
      stage !== props.stage ||
      setting !== props.setting ||
      rows.length !== props.rows.length ||
      rows.some((row, at) => row !== props.rows[at])
    )
  }

  override render({ rows, stage, moved, setting }: ChunkProps) {
    return (
      <tbody class="govuk-table__body board-table__part" role="rowgroup">
        {rows.map((row) => (
          <BoardRowView
            key={row.provider}
            row={row}
            stage={stage}
            moved={moved.has(row.provider)}
            setting={setting}
          />
        ))}
      </tbody>
    )
  }
}
