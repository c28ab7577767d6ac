import { useCallback, useState } from 'preact/hooks'
import type { Foresight, Foresights } from '../../generated/gwarchod/v1/views_pb'
import { useApp } from '../../state/app'
import { useAsked } from '../../state/use-asked'
import { Failed, Loading } from '../parts/notice'
import { ReasonWords } from '../parts/reasons'
import { whyNot } from '../parts/words'

/** When each stage could have been seen, was, and was decided: worked out when it is asked for. */
export function ForesightPanel({ id }: { readonly id: string }) {
  const { saying } = useApp()
  const { t } = saying
  const [open, setOpen] = useState(false)
  return (
    <details
      class="govuk-details foresight"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{t('foresight.title')}</span>
      </summary>
      <div class="govuk-details__text">{open && <Asked id={id} />}</div>
    </details>
  )
}

function Asked({ id }: { readonly id: string }) {
  const { saying, api } = useApp()
  const ask = useCallback(() => api.foresight(id), [api, id])
  const { answer, again } = useAsked(ask)
  if (!answer) return <Loading />
  if (answer.kind !== 'ok') return <Failed text={whyNot(answer, saying)} again={again} />
  return <ForesightTable found={answer.value} />
}

/** For each stage, when it could have been seen, was, and was decided. */
export function ForesightTable({ found }: { readonly found: Foresights }) {
  const { saying } = useApp()
  const { t } = saying
  if (found.stages.length === 0) return <p class="govuk-body">{t('foresight.none')}</p>
  return (
    <>
      <p class="govuk-body">{t('foresight.hint')}</p>
      <table class="govuk-table foresight__table">
        <caption class="govuk-visually-hidden">{t('foresight.title')}</caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {(['stage', 'could', 'was', 'decided', 'lost'] as const).map((column) => (
              <th key={column} scope="col" class="govuk-table__header">
                {t(`foresight.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {found.stages.map((one) => (
            <Row key={one.stage?.id} one={one} provider={found.provider} />
          ))}
        </tbody>
      </table>
    </>
  )
}

function Row({ one, provider }: { readonly one: Foresight; readonly provider: string }) {
  const { saying } = useApp()
  const { t } = saying
  const day = (text: string) => (text === '' ? t('foresight.never') : saying.longDay(text))
  return (
    <tr class="govuk-table__row">
      <th scope="row" class="govuk-table__header">
        {saying.stage(one.stage)}
      </th>
      <td class="govuk-table__cell">
        {day(one.couldHave)}
        {one.reasons.length > 0 && (
          <ul class="govuk-list foresight__reasons">
            {one.reasons.map((reason) => (
              <li key={reason.rule}>
                <ReasonWords provider={provider} reason={reason} besideMax={3} />
              </li>
            ))}
          </ul>
        )}
      </td>
      <td class="govuk-table__cell">{day(one.wasFlagged)}</td>
      <td class="govuk-table__cell">{day(one.decidedOn)}</td>
      <td class="govuk-table__cell">{t('foresight.days', { count: one.daysLost })}</td>
    </tr>
  )
}
