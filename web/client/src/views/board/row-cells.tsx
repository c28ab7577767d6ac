import type { ComponentChildren } from 'preact'
import type { BoardRow } from '../../generated/gwarchod/v1/views_pb'
import { daysBetween, dayOf, timeOfDay } from '../../model/dates'
import type { Saying } from '../../i18n'
import { Spark } from './spark'

interface Props {
  readonly row: BoardRow
  readonly asOf: string
  readonly saying: Saying
}

/** What stands in the columns beside a provider's name; each cell says what it is on a narrow screen. */
export function RowCells({ row, asOf, saying }: Props) {
  const { t } = saying
  return (
    <>
      <Cell kind="heard" name={t('board.column.heard')}>
        <Spark row={row} asOf={asOf} saying={saying} />
      </Cell>
      <Cell kind="number" name={t('board.column.concerns')}>
        <Count value={row.concerns90Days} />
      </Cell>
      <Cell kind="actions" name={t('board.column.actions')}>
        <Actions row={row} saying={saying} />
      </Cell>
      <Cell kind="number" name={t('board.column.overdue')}>
        <Count value={row.overdueCount} />
      </Cell>
      <Cell kind="date" name={t('board.column.review')}>
        <Review row={row} asOf={asOf} saying={saying} />
      </Cell>
      <Cell kind="date" name={t('board.column.visit')}>
        {row.lastVisitOn === '' ? t('board.noVisit') : saying.shortDay(row.lastVisitOn)}
      </Cell>
      <Cell kind="date" name={t('board.column.change')}>
        <Change row={row} asOf={asOf} saying={saying} />
      </Cell>
    </>
  )
}

interface CellProps {
  readonly kind: string
  readonly name: string
  readonly children: ComponentChildren
}

function Cell({ kind, name, children }: CellProps) {
  return (
    <td role="cell" class={`govuk-table__cell board-row__${kind}`} data-name={name}>
      {children}
    </td>
  )
}

function Count({ value }: { readonly value: number }) {
  return <span class={value > 0 ? 'board-row__some' : 'board-row__calm'}>{value}</span>
}

function Actions({ row, saying }: Omit<Props, 'asOf'>) {
  const { t } = saying
  if (row.openActions === 0) {
    return <span class="board-row__calm">{t('board.actions.none')}</span>
  }
  return (
    <>
      {t('board.actions.open', { count: row.openActions })}
      {row.overdueActions > 0 && (
        <>
          {', '}
          <strong class="board-row__late">
            {t('board.actions.overdue', { count: row.overdueActions })}
          </strong>
        </>
      )}
    </>
  )
}

/** Days to the review of its stage; overdue is said in words, not by colour alone. */
function Review({ row, asOf, saying }: Props) {
  const { t } = saying
  if (row.reviewOn === '') return <span class="board-row__calm">{t('board.review.none')}</span>
  const days = daysBetween(asOf, row.reviewOn)
  return (
    <>
      {days < 0 ? (
        <strong class="board-row__late">{t('board.review.overdue', { count: -days })}</strong>
      ) : days === 0 ? (
        <strong>{t('board.review.today')}</strong>
      ) : (
        t('board.review.in', { count: days })
      )}
      <span class="board-row__day">{saying.shortDay(row.reviewOn)}</span>
    </>
  )
}

/** When anything of the row last changed; of the day itself, at what time. */
function Change({ row, asOf, saying }: Props) {
  const at = Number(row.changedUnixMs)
  if (at === 0) return <>{saying.t('board.noRecord')}</>
  const day = dayOf(at)
  return (
    <>{day === asOf ? saying.t('board.todayAt', { time: timeOfDay(at) }) : saying.shortDay(day)}</>
  )
}
