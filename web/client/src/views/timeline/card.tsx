import type { Saying } from '../../i18n'
import type { Cluster, Mark } from '../../model/picture/layout'
import type { Drawn } from '../../model/picture/rows'
import { dayAt } from '../../model/picture/when'
import { daysLate } from '../../model/timeline'
import { agencyName, severityName } from '../parts/envelope-words'
import { clusterInWords, recordedDay, whenInWords } from './words'

/** As many records of one place as are named; the list has them all. */
const namedMax = 6

interface Props {
  readonly shown: Mark | Cluster | undefined
  readonly saying: Saying
  readonly hrefOf: (event: string) => string
}

/** What is under the pointer or has the focus. It stands below the picture, so that it covers nothing. */
export function Card({ shown, saying, hrefOf }: Props) {
  const { t } = saying
  return (
    <div class="picture-card">
      {!shown && <p class="picture-card__hint">{t('picture.hint')}</p>}
      {shown?.kind === 'mark' && <One drawn={shown.drawn} saying={saying} hrefOf={hrefOf} />}
      {shown?.kind === 'cluster' && (
        <>
          <p class="picture-card__line">
            <strong>{clusterInWords(shown, saying)}</strong>
          </p>
          <ul class="govuk-list picture-card__list">
            {shown.all.slice(0, namedMax).map(({ record }) => (
              <li key={record.id}>
                <a class="govuk-link" href={hrefOf(record.id)}>
                  {whenInWords(record.latest, saying)}: {saying.words(record.latest.kindName)}
                </a>{' '}
                {saying.words(record.latest.line)}
              </li>
            ))}
          </ul>
          <p class="picture-card__about">
            {shown.all.length > namedMax &&
              `${t('picture.more', { count: shown.all.length - namedMax })} `}
            {t('picture.closer')}
          </p>
        </>
      )}
    </div>
  )
}

function One({ drawn, saying, hrefOf }: { readonly drawn: Drawn } & Omit<Props, 'shown'>) {
  const { t } = saying
  const { latest, versions, struck } = drawn.record
  const first = versions[0] ?? latest
  const line = saying.words(latest.line)
  const severity = severityName(latest.severity, saying)
  const source = saying.words(latest.source?.text)
  const late = drawn.when.late ? daysLate(first) : 0
  const about = [
    ...(latest.concern ? [t('provider.concern')] : []),
    ...(severity === '' ? [] : [severity]),
    ...(source === '' ? [] : [t('provider.source', { agency: source })]),
    ...(versions.length > 1 ? [t('picture.versions', { count: versions.length })] : []),
    ...(struck ? [t('picture.struck')] : []),
  ]
  const day = saying.longDay(recordedDay(first))
  // In brief an item tells only what somebody wrote of who knew; in full, what follows from it too.
  const told = first.fields.find(({ field }) => field === 'knownSince')?.value
  const known = told
    ? saying.words(told)
    : first.knownTo
        .map(({ agency, since }) =>
          t('picture.knewFrom', {
            agency: agencyName(agency, saying),
            day: saying.longDay(since),
          }),
        )
        .join('; ')
  return (
    <>
      <p class="picture-card__line">
        <strong>
          {whenInWords(latest, saying)}: {saying.words(latest.kindName)}
        </strong>{' '}
        <span class="as-written">{line}</span>
      </p>
      <p class="picture-card__about">{about.join(' · ')}</p>
      <p class="picture-card__about">
        {late > 0
          ? t('provider.late', { day, count: late })
          : t('provider.recordedBy', { day, who: first.recordedBy })}
        {drawn.when.later.map((at) => (
          <span key={at}>
            {' · '}
            {t('picture.updatedOn', { day: saying.longDay(dayAt(at)) })}
          </span>
        ))}
      </p>
      {known !== '' && (
        <p class="picture-card__about">
          {t('picture.knew')}: {known}
        </p>
      )}
      <p class="picture-card__about">
        <a class="govuk-link" href={hrefOf(latest.eventId)}>
          {t('picture.toEntry')}
        </a>
      </p>
    </>
  )
}
