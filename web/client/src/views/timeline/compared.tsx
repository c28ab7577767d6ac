import { useState } from 'preact/hooks'
import type { Reason } from '../../generated/gwarchod/v1/events_pb'
import type { StageName, TimelineItem } from '../../generated/gwarchod/v1/views_pb'
import type { Compared } from '../../model/compare'
import { dateEntry, readDate } from '../../model/form'
import type { Entry } from '../../model/form'
import type { Look } from '../../model/look'
import { useApp } from '../../state/app'
import type { Failure } from '../../state/use-provider'
import { Failed, Loading } from '../parts/notice'
import { ReasonWords } from '../parts/reasons'
import { StageTag } from '../parts/stage-tag'
import { whyNot } from '../parts/words'
import { DateInput } from '../record/date-input'
import { whenInWords } from './words'

interface Props {
  readonly id: string
  readonly look: Look
  readonly change: (look: Partial<Look>) => void
  readonly today: string
  readonly compared: Compared | undefined
  readonly failure: Failure | undefined
  readonly hrefOf: (event: string) => string
}

/** As many records as are named; the picture shows all of them with a ring. */
const namedMax = 20

/** Two days side by side: the stage, why, and what came to be known between them. */
export function ComparePanel(props: Props) {
  const { look, change, today, compared, failure } = props
  const { saying } = useApp()
  const { t } = saying
  const isAsked = look.before !== '' && look.after !== ''
  const [before, setBefore] = useState<Entry>(dateEntry(look.before))
  const [after, setAfter] = useState<Entry>(dateEntry(look.after || today))
  const [wrong, setWrong] = useState<readonly string[]>([])
  const fault = (control: string) => (wrong.includes(control) ? t('then.fault') : undefined)

  function ask() {
    const [first, second] = [dayOf(before), dayOf(after)]
    const faults = [
      ...(first === undefined ? ['compare-before'] : []),
      ...(second === undefined ? ['compare-after'] : []),
    ]
    setWrong(faults)
    if (faults[0] !== undefined) document.getElementById(faults[0])?.focus()
    if (first === undefined || second === undefined) return
    const [earlier, later] = [first, second].sort()
    change({ before: earlier ?? first, after: later ?? second })
  }

  return (
    <details class="govuk-details compare" open={isAsked}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{t('compare.title')}</span>
      </summary>
      <div class="govuk-details__text">
        <form
          noValidate
          class="then-panel__form"
          onSubmit={(event) => {
            event.preventDefault()
            ask()
          }}
        >
          <DateInput
            id="compare-before"
            label={t('compare.before')}
            fault={fault('compare-before')}
            entry={before}
            set={setBefore}
            vague={false}
            withToday={false}
          />
          <DateInput
            id="compare-after"
            label={t('compare.after')}
            fault={fault('compare-after')}
            entry={after}
            set={setAfter}
            vague={false}
            withToday={false}
          />
          <button type="submit" class="govuk-button govuk-button--secondary">
            {t('compare.ask')}
          </button>
          {isAsked && (
            <button
              type="button"
              class="link-button compare__end"
              onClick={() => change({ before: '', after: '' })}
            >
              {t('compare.end')}
            </button>
          )}
        </form>
        {isAsked && !compared && !failure && <Loading />}
        {failure && <Failed text={whyNot(failure, saying)} />}
        {isAsked && compared && <Result {...props} compared={compared} />}
      </div>
    </details>
  )
}

function dayOf(entry: Entry): string | undefined {
  return readDate(entry.kind === 'date' ? entry : { day: '', month: '', year: '' }, false)?.day
}

function Result({ id, look, compared, hrefOf }: Props & { readonly compared: Compared }) {
  const { saying } = useApp()
  const { t } = saying
  const stage = (of: StageName | undefined) => (of ? <StageTag stage={of} /> : t('compare.none'))
  const count = compared.records.length
  return (
    <div class="compare__result">
      <table class="govuk-table plain-table compare__stages">
        <caption class="govuk-visually-hidden">{t('compare.title')}</caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            <td class="govuk-table__header" />
            <th scope="col" class="govuk-table__header">
              {saying.longDay(look.before)}
            </th>
            <th scope="col" class="govuk-table__header">
              {saying.longDay(look.after)}
            </th>
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {(['decided', 'suggested'] as const).map((which) => (
            <tr class="govuk-table__row" key={which}>
              <th scope="row" class="govuk-table__header">
                {t(`provider.${which}`)}
              </th>
              <td class="govuk-table__cell" data-name={saying.longDay(look.before)}>
                {stage(compared[which][0])}
              </td>
              <td class="govuk-table__cell" data-name={saying.longDay(look.after)}>
                {stage(compared[which][1])}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Reasons id={id} title={t('compare.gained')} reasons={compared.gained} />
      <Reasons id={id} title={t('compare.lost')} reasons={compared.lost} />
      <Reasons id={id} title={t('compare.stayed')} reasons={compared.stayed} />
      <h4 class="govuk-heading-s">{t('compare.records', { count })}</h4>
      {count > 0 && <p class="govuk-body-s">{t('compare.ringed')}</p>}
      <Records items={compared.records.slice(0, namedMax)} hrefOf={hrefOf} />
      {count > namedMax && (
        <p class="govuk-body-s">{t('picture.more', { count: count - namedMax })}</p>
      )}
      {compared.corrected.length > 0 && (
        <>
          <h4 class="govuk-heading-s">
            {t('compare.corrected', { count: compared.corrected.length })}
          </h4>
          <Records items={compared.corrected.slice(0, namedMax)} hrefOf={hrefOf} />
        </>
      )}
    </div>
  )
}

function Reasons({
  id,
  title,
  reasons,
}: {
  readonly id: string
  readonly title: string
  readonly reasons: readonly Reason[]
}) {
  if (reasons.length === 0) return null
  return (
    <>
      <h4 class="govuk-heading-s">{title}</h4>
      <ul class="govuk-list govuk-list--bullet">
        {reasons.map((reason) => (
          <li key={reason.rule}>
            <ReasonWords provider={id} reason={reason} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Records({
  items,
  hrefOf,
}: {
  readonly items: readonly TimelineItem[]
  readonly hrefOf: (event: string) => string
}) {
  const { saying } = useApp()
  return (
    <ul class="govuk-list govuk-list--bullet">
      {items.map((item) => (
        <li key={item.eventId}>
          <a class="govuk-link" href={hrefOf(item.eventId)}>
            {whenInWords(item, saying)}: {saying.words(item.kindName)}
          </a>{' '}
          {saying.words(item.line)}
        </li>
      ))}
    </ul>
  )
}
