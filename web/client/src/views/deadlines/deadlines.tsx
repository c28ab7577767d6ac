import { useCallback, useState } from 'preact/hooks'
import { Agency } from '../../generated/gwarchod/v1/envelope_pb'
import type { Deadline, Deadlines } from '../../generated/gwarchod/v1/views_pb'
import { paths } from '../../model/route'
import { useApp } from '../../state/app'
import { useAsked } from '../../state/use-asked'
import { Checkboxes, Radios } from '../parts/controls'
import { DueDay } from '../parts/due'
import { Heading } from '../parts/heading'
import { Failed, Loading } from '../parts/notice'
import { whyNot } from '../parts/words'

/** As many rows as a person reads; the filters find the others. */
const rowsMax = 200

const whoseChoices = ['agency', 'mine', 'all'] as const
type Whose = (typeof whoseChoices)[number]

/** What is due and overdue, over all providers. */
export function DeadlinesPage() {
  const { saying, api, session } = useApp()
  const { t } = saying
  const [whose, setWhose] = useState<Whose>('agency')
  const [overdueOnly, setOverdueOnly] = useState(false)
  const agency = Agency[session.agency] ?? ''
  const ask = useCallback(
    () =>
      api.deadlines({
        agency: whose === 'agency' ? agency : '',
        account: whose === 'mine' ? session.account : '',
        overdue: overdueOnly,
        limit: rowsMax,
      }),
    [api, whose, overdueOnly, agency, session.account],
  )
  const { answer, again } = useAsked(ask)
  return (
    <>
      <Heading title={t('due.title')}>{t('due.title')}</Heading>
      <div class="due__filter">
        <Radios
          id="whose"
          label={t('due.show')}
          inline
          choices={whoseChoices.map((value) => ({ value, text: t(`due.${value}`) }))}
          values={[whose]}
          set={([chosen]) => setWhose(whoseChoices.find((each) => each === chosen) ?? 'all')}
        />
        <Checkboxes
          id="overdue-only"
          label={t('due.only')}
          choices={[{ value: 'overdue', text: t('due.overdueOnly') }]}
          values={overdueOnly ? ['overdue'] : []}
          set={(values) => setOverdueOnly(values.length > 0)}
        />
      </div>
      {!answer ? (
        <Loading />
      ) : answer.kind === 'ok' ? (
        <Found deadlines={answer.value} />
      ) : (
        <Failed text={whyNot(answer, saying)} again={again} />
      )}
      <Calendar />
    </>
  )
}

function Found({ deadlines }: { readonly deadlines: Deadlines }) {
  const { saying } = useApp()
  const { t } = saying
  if (deadlines.total === 0) return <p class="govuk-body">{t('due.nothing')}</p>
  return (
    <>
      <p class="govuk-body" role="status">
        {t('due.found', { count: deadlines.total, overdue: deadlines.overdue })}
        {deadlines.deadlines.length < deadlines.total &&
          ` ${t('due.first', { shown: deadlines.deadlines.length })}`}
      </p>
      <table class="govuk-table due__table" role="table">
        <caption class="govuk-visually-hidden">{t('due.title')}</caption>
        <thead class="govuk-table__head" role="rowgroup">
          <tr class="govuk-table__row" role="row">
            <th scope="col" class="govuk-table__header" role="columnheader">
              {t('due.day')}
            </th>
            <th scope="col" class="govuk-table__header" role="columnheader">
              {t('due.what')}
            </th>
            <th scope="col" class="govuk-table__header" role="columnheader">
              {t('due.provider')}
            </th>
          </tr>
        </thead>
        <tbody class="govuk-table__body" role="rowgroup">
          {deadlines.deadlines.map((one) => (
            <Row key={`${one.provider} ${one.clock} ${one.cause?.eventId ?? ''}`} deadline={one} />
          ))}
        </tbody>
      </table>
    </>
  )
}

function Row({ deadline }: { readonly deadline: Deadline }) {
  const { saying } = useApp()
  const what = saying.words(deadline.name)
  return (
    <tr class="govuk-table__row" role="row">
      <td class="govuk-table__cell due__day" role="cell">
        <DueDay deadline={deadline} />
      </td>
      <td class="govuk-table__cell" role="cell">
        {deadline.cause ? (
          <a class="govuk-link" href={paths.event(deadline.provider, deadline.cause.eventId)}>
            {what}
          </a>
        ) : (
          what
        )}
      </td>
      <td class="govuk-table__cell" role="cell">
        <a class="govuk-link" href={paths.provider(deadline.provider)}>
          {deadline.providerName}
        </a>
      </td>
    </tr>
  )
}

/** The secret address of one's own calendar, made when it is asked for. */
function Calendar() {
  const { saying, api } = useApp()
  const { t } = saying
  const [url, setUrl] = useState('')
  const [fault, setFault] = useState('')
  const make = async () => {
    const made = await api.makeCalendarLink()
    setFault(made.kind === 'ok' ? '' : whyNot(made, saying))
    if (made.kind === 'ok') setUrl(`${made.value.url}?lang=${saying.language}`)
  }
  return (
    <section class="due__calendar">
      <h2 class="govuk-heading-m">{t('due.calendar')}</h2>
      <p class="govuk-body">{t('due.calendarHint')}</p>
      {url === '' ? (
        <button
          type="button"
          class="govuk-button govuk-button--secondary"
          onClick={() => void make()}
        >
          {t('due.makeCalendar')}
        </button>
      ) : (
        <p class="govuk-body due__address" role="status">
          {t('due.address')} <code>{url}</code>
        </p>
      )}
      {fault !== '' && (
        <p class="govuk-error-message" role="alert">
          {fault}
        </p>
      )}
    </section>
  )
}
