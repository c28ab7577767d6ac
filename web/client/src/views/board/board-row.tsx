import type { Board, BoardRow, Label } from '../../generated/gwarchod/v1/views_pb'
import { direction } from '../../model/board'
import { readFilter } from '../../model/filter'
import { paths } from '../../model/route'
import { thenOn, writeThen } from '../../model/then'
import { useApp } from '../../state/app'
import { flagWords } from '../parts/flag-words'
import { Icon } from '../parts/icon'
import { ReasonWords } from '../parts/reasons'
import { Suggestion } from '../parts/suggestion'

interface Props {
  readonly row: BoardRow
  readonly board: Board
  readonly moved: boolean
  readonly changed: boolean
}

const reasonsShown = 2

/** One provider: who, what the record says of it and why, and four figures. */
export function BoardRowView({ row, board, moved, changed }: Props) {
  const { saying, place } = useApp()
  const { t } = saying
  const then = writeThen(thenOn(readFilter(place.query).on))
  const named = (labels: readonly Label[], value: string) =>
    saying.words(labels.find((label) => label.value === value)?.text)
  const about = [row.place, named(board.services, row.service)]
    .filter((part) => part !== '')
    .join(' · ')
  const day = (text: string, none: string) => (text === '' ? none : saying.shortDay(text))
  return (
    <tr
      class={`govuk-table__row board-row ${moved ? 'board-row--moved' : ''}`}
      role="row"
      data-provider={row.provider}
    >
      <th scope="row" role="rowheader" class="govuk-table__header board-row__provider">
        <a class="govuk-link" href={paths.provider(row.provider, then)}>
          {row.name}
        </a>
        <span class="board-row__about">{about}</span>
        <Flags row={row} />
        {moved ? (
          <Mark text={t('board.movedTag')} />
        ) : changed ? (
          <Mark text={t('board.changedTag')} long={t('board.changedTagLong')} />
        ) : null}
      </th>
      <td role="cell" class="govuk-table__cell board-row__why">
        {row.needsDecision && (
          <strong class="decide-mark">
            <Icon shape="bell" /> {t('board.needsDecisionTag')}
          </strong>
        )}
        <Suggestion row={row} />
        <Reasons row={row} />
      </td>
      <Figure name={t('board.column.concerns')} value={row.concerns90Days} />
      <Figure name={t('board.column.overdue')} value={row.overdueCount} />
      <td role="cell" class="govuk-table__cell board-row__date" data-name={t('board.column.visit')}>
        {day(row.lastVisitOn, t('board.noVisit'))}
      </td>
      <td
        role="cell"
        class="govuk-table__cell board-row__date"
        data-name={t('board.column.record')}
      >
        {day(row.lastRecordOn, t('board.noRecord'))}
      </td>
    </tr>
  )
}

function Figure({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <td
      role="cell"
      class={`govuk-table__cell board-row__figure ${value > 0 ? 'board-row__figure--some' : ''}`}
      data-name={name}
    >
      {value}
    </td>
  )
}

function Mark({ text, long }: { readonly text: string; readonly long?: string }) {
  return (
    <span class="board-row__mark">
      {long === undefined ? (
        text
      ) : (
        <>
          <span aria-hidden="true">{text}</span>
          <span class="govuk-visually-hidden">{long}</span>
        </>
      )}
    </span>
  )
}

function Flags({ row }: { readonly row: BoardRow }) {
  const { saying } = useApp()
  const { t } = saying
  const flags = [
    ...row.flags.map((flag) => flagWords(flag, saying)),
    ...(row.inUse ? [] : [t('board.notInUse')]),
  ]
  return flags.length === 0 ? null : <span class="board-row__flags">{flags.join(' · ')}</span>
}

function Reasons({ row }: { readonly row: BoardRow }) {
  const { saying } = useApp()
  const { t } = saying
  const shown = row.reasons.slice(0, reasonsShown)
  const more = row.reasons.length - shown.length
  if (shown.length === 0) {
    return direction(row) === 'same' ? (
      <span class="board-row__calm">{t('board.agrees')}</span>
    ) : null
  }
  return (
    <ul class="reason-list">
      {shown.map((reason) => (
        <li key={reason.rule}>
          <ReasonWords provider={row.provider} reason={reason} besideMax={3} />
        </li>
      ))}
      {more > 0 && (
        <li>
          <a class="govuk-link" href={paths.provider(row.provider)}>
            {t('board.moreReasons', { count: more })}
            <span class="govuk-visually-hidden">: {row.name}</span>
          </a>
        </li>
      )}
    </ul>
  )
}
