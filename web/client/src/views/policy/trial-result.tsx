import type {
  Trial,
  TrialLead,
  TrialLevel,
  TrialMonth,
  TrialProvider,
} from '../../generated/gwarchod/v1/trial_pb'
import type { Saying } from '../../i18n'
import { paths } from '../../model/route'
import { useApp } from '../../state/app'
import { Heading } from '../parts/heading'

interface Props {
  readonly trial: Trial
  readonly another: () => void
  readonly adopt: () => void
}

/** What a policy would have changed, stage by stage. */
export function TrialResult({ trial, another, adopt }: Props) {
  const { saying, session } = useApp()
  const { t } = saying
  const changed = trial.levels.filter((level) => level.gained.length + level.lost.length > 0)
  return (
    <>
      <Heading title={t('trial.resultTitle')} step>
        {t('trial.resultTitle')}
      </Heading>
      <p class="govuk-body">
        {t('trial.result', {
          candidate: trial.candidate,
          events: numberIn(saying, Number(trial.eventsCount)),
          providers: numberIn(saying, trial.providersCount),
          from: trial.firstDay === '' ? '–' : saying.longDay(trial.firstDay),
          to: saying.longDay(trial.lastDay),
          present: trial.present.join(', '),
        })}{' '}
        {t('trial.order')}
      </p>
      <div class="govuk-button-group trial__after">
        {session.mayAdminister && (
          <button type="button" class="govuk-button" onClick={adopt}>
            {t('trial.adopt')}
          </button>
        )}
        <button type="button" class="govuk-button govuk-button--secondary" onClick={another}>
          {t('trial.another')}
        </button>
      </div>
      {!session.mayAdminister && <p class="govuk-body">{t('trial.adoptOnly')}</p>}
      <h2 class="govuk-heading-m">{t('trial.stages')}</h2>
      <Levels levels={trial.levels} />
      {changed.length === 0 && <p class="govuk-body">{t('trial.noneGained')}</p>}
      {changed.map((level) => (
        <div key={level.level}>
          <Named level={level} providers={level.gained} title="trial.gained" />
          <Named level={level} providers={level.lost} title="trial.lost" />
        </div>
      ))}
      <h2 class="govuk-heading-m">{t('trial.leads')}</h2>
      <Leads trial={trial} />
      <h2 class="govuk-heading-m">{t('trial.work')}</h2>
      <Work months={trial.months} />
    </>
  )
}

function numberIn(saying: Saying, number: number): string {
  return new Intl.NumberFormat(saying.language === 'cy' ? 'cy' : 'en-GB').format(number)
}

interface TableProps {
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
  /** Where the first cell of a row leads. */
  readonly links?: readonly string[]
}

function Table({ caption, columns, rows, links }: TableProps) {
  return (
    <table class="govuk-table plain-table" role="table" aria-label={caption}>
      <thead class="govuk-table__head" role="rowgroup">
        <tr class="govuk-table__row" role="row">
          {columns.map((name) => (
            <th scope="col" role="columnheader" class="govuk-table__header" key={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body" role="rowgroup">
        {rows.map(([first, ...others], row) => (
          <tr class="govuk-table__row" role="row" key={row}>
            <th scope="row" role="rowheader" class="govuk-table__header">
              {links?.[row] === undefined ? (
                first
              ) : (
                <a class="govuk-link" href={links[row]}>
                  {first}
                </a>
              )}
            </th>
            {others.map((cell, column) => (
              <td
                class="govuk-table__cell"
                role="cell"
                key={column}
                data-name={columns[column + 1]}
              >
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Levels({ levels }: { readonly levels: readonly TrialLevel[] }) {
  const { saying } = useApp()
  const { t } = saying
  return (
    <Table
      caption={t('trial.stages')}
      columns={[
        t('trial.stage'),
        t('trial.providersNow'),
        t('trial.providersTried'),
        t('trial.timesNow'),
        t('trial.timesTried'),
        t('trial.sooner'),
        t('trial.later'),
      ]}
      rows={levels.map((level) => [
        saying.stage(level.stage),
        level.presentProviders,
        level.candidateProviders,
        level.presentEpisodes,
        level.candidateEpisodes,
        level.soonerProviders,
        level.laterProviders,
      ])}
    />
  )
}

interface NamedProps {
  readonly level: TrialLevel
  readonly providers: readonly TrialProvider[]
  readonly title: 'trial.gained' | 'trial.lost'
}

function Named({ level, providers, title }: NamedProps) {
  const { saying } = useApp()
  const { t } = saying
  if (providers.length === 0) return null
  const words = t(title, { stage: saying.stage(level.stage), number: providers.length })
  const byName = [...providers].sort((left, right) => saying.compare(left.name, right.name))
  return (
    <details class="govuk-details" open={providers.length <= openAtMost}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{words}</span>
      </summary>
      <div class="govuk-details__text">
        <Table
          caption={words}
          columns={[t('trial.provider'), t('trial.first')]}
          rows={byName.map((one) => [
            one.name,
            saying.longDay(one.candidateFirst === '' ? one.presentFirst : one.candidateFirst),
          ])}
          links={byName.map((one) => paths.provider(one.provider))}
        />
      </div>
    </details>
  )
}

const openAtMost = 20

function Leads({ trial }: { readonly trial: Trial }) {
  const { saying } = useApp()
  const { t } = saying
  if (trial.leads.length === 0) return <p class="govuk-body">{t('trial.leadsNone')}</p>
  const days = (count: number) => (count < 0 ? t('trial.notAtAll') : t('trial.days', { count }))
  const row = (lead: TrialLead) => [
    lead.name,
    saying.stage(lead.stage),
    saying.longDay(lead.decidedOn),
    days(lead.presentDays),
    days(lead.candidateDays),
  ]
  return (
    <>
      <p class="govuk-body">
        {t('trial.leadMedian', {
          now: days(trial.presentLeadMedian),
          tried: days(trial.candidateLeadMedian),
        })}
      </p>
      <Table
        caption={t('trial.leads')}
        columns={[
          t('trial.provider'),
          t('trial.stage'),
          t('trial.decided'),
          t('trial.daysNow'),
          t('trial.daysTried'),
        ]}
        rows={trial.leads.map(row)}
        links={trial.leads.map((lead) => paths.provider(lead.provider))}
      />
    </>
  )
}

const monthsShown = 24

function Work({ months }: { readonly months: readonly TrialMonth[] }) {
  const { saying } = useApp()
  const { t } = saying
  if (months.length === 0) return <p class="govuk-body">{t('trial.workNone')}</p>
  return (
    <>
      <p class="govuk-body">{t('trial.workHint')}</p>
      <Table
        caption={t('trial.work')}
        columns={[
          t('trial.month'),
          t('trial.visitsNow'),
          t('trial.visitsTried'),
          t('trial.meetingsNow'),
          t('trial.meetingsTried'),
        ]}
        rows={months
          .slice(-monthsShown)
          .reverse()
          .map((month) => [
            saying.monthName(`${month.month}-01`),
            month.presentVisits,
            month.candidateVisits,
            month.presentMeetings,
            month.candidateMeetings,
          ])}
      />
    </>
  )
}
