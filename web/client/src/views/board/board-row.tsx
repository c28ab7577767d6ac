import { Component } from 'preact'
import type { BoardRow, StageName } from '../../generated/gwarchod/v1/views_pb'
import { direction } from '../../model/board'
import { paths } from '../../model/route'
import type { Saying } from '../../i18n'
import { flagWords } from '../parts/flag-words'
import { Icon } from '../parts/icon'
import { ReasonWords } from '../parts/reasons'
import { Suggestion } from '../parts/suggestion'
import { RowCells } from './row-cells'

/** What is the same for every row of a board. Kept as one value, so that a row can tell that it is. */
export interface RowSetting {
  readonly saying: Saying
  readonly asOf: string
  readonly seen: bigint | undefined
  /** The part of the record that a link leads to, as writeThen() writes it. */
  readonly then: string
  readonly serviceName: (service: string) => string
}

interface Props {
  readonly row: BoardRow
  /** The stage it stands under. */
  readonly stage: StageName
  readonly moved: boolean
  readonly setting: RowSetting
}

/** One provider: who, what was heard, what is to be done, and on a line of its own what the record says. */
export class BoardRowView extends Component<Props> {
  // Of thousands of rows, one that did not change is not drawn again.
  override shouldComponentUpdate({ row, stage, moved, setting }: Props) {
    const { props } = this
    return (
      row !== props.row ||
      stage !== props.stage ||
      moved !== props.moved ||
      setting !== props.setting
    )
  }

  override render({ row, stage, moved, setting }: Props) {
    const { saying, then } = setting
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
          <About row={row} setting={setting} />
          <Marks row={row} stage={stage} moved={moved} setting={setting} />
        </th>
        <RowCells row={row} asOf={setting.asOf} saying={saying} />
        <td
          role="cell"
          class="govuk-table__cell board-row__why"
          data-name={saying.t('board.column.why')}
        >
          <Why row={row} setting={setting} />
        </td>
      </tr>
    )
  }
}

function About({ row, setting }: Pick<Props, 'row' | 'setting'>) {
  const { t } = setting.saying
  const about = [row.place, setting.serviceName(row.service), row.ownerGroup]
  const flags = [
    ...row.flags.map((flag) => flagWords(flag, setting.saying)),
    ...(row.inUse ? [] : [t('board.notInUse')]),
  ]
  return (
    <>
      <span class="board-row__about">{about.filter((part) => part !== '').join(' · ')}</span>
      {flags.length > 0 && <span class="board-row__flags">{flags.join(' · ')}</span>}
    </>
  )
}

function Marks({ row, stage, moved, setting }: Props) {
  const { saying, seen } = setting
  const { t } = saying
  const elsewhere = row.decided !== undefined && row.decided.id !== stage.id
  return (
    <>
      {elsewhere && <Mark text={t('board.nowAt', { stage: saying.stage(row.decided) })} />}
      {moved ? (
        <Mark text={t('board.movedTag')} />
      ) : seen !== undefined && row.changedAt > seen ? (
        <Mark text={t('board.changedTag')} long={t('board.changedTagLong')} />
      ) : null}
    </>
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

/** What the record says, in a line: what it suggests where that differs, and the first of its reasons. */
function Why({ row, setting }: Pick<Props, 'row' | 'setting'>) {
  const { t } = setting.saying
  const [first] = row.reasons
  const more = row.reasons.length - 1
  return (
    <>
      {row.needsDecision && (
        <strong class="decide-mark">
          <Icon shape="bell" /> {t('board.needsDecisionTag')}
        </strong>
      )}
      {row.decisionToReview && (
        <strong class="decide-mark decide-mark--again">
          <Icon shape="again" /> {t('board.toReviewTag')}
        </strong>
      )}
      <Suggestion row={row} />
      {first ? (
        <span class="board-row__reason">
          <ReasonWords provider={row.provider} reason={first} besideMax={3} />
          {more > 0 && (
            <>
              {' '}
              <a class="govuk-link" href={paths.provider(row.provider, setting.then)}>
                {t('board.moreReasons', { count: more })}
                <span class="govuk-visually-hidden">: {row.name}</span>
              </a>
            </>
          )}
        </span>
      ) : direction(row) === 'same' ? (
        <span class="board-row__calm">{t('board.agrees')}</span>
      ) : null}
    </>
  )
}
