import { useApp } from '../../state/app'
import { Heading } from '../parts/heading'

const abilities = ['zoom', 'keyboard', 'reader', 'colour', 'motion', 'language', 'offline'] as const
const failings = ['lines', 'files', 'picture', 'untried', 'welsh'] as const
const enforcer = 'https://www.equalityadvisoryservice.com/'
/** When this statement was prepared, and when the service was last looked at for it. */
const preparedOn = '2026-11-22'

/** The statement that the regulations of 2018 ask of every public body, in the order of their model. */
export function AccessibilityPage() {
  const { saying, session } = useApp()
  const { t } = saying
  const whose = session.authority || t('accessibility.council')
  const section = (name: 'report' | 'technical' | 'scope' | 'improve') => (
    <>
      <h2 class="govuk-heading-m">{t(`accessibility.${name}Title`)}</h2>
      <p class="govuk-body">{t(`accessibility.${name}`, { whose })}</p>
    </>
  )
  return (
    <div class="reading">
      <Heading title={t('accessibility.title')}>{t('accessibility.title')}</Heading>
      <p class="govuk-body">{t('accessibility.intro', { whose })}</p>
      <p class="govuk-body">{t('accessibility.can')}</p>
      <ul class="govuk-list govuk-list--bullet">
        {abilities.map((ability) => (
          <li key={ability}>{t(`accessibility.${ability}`)}</li>
        ))}
      </ul>
      {section('report')}
      <h2 class="govuk-heading-m">{t('accessibility.enforcementTitle')}</h2>
      <p class="govuk-body">
        {t('accessibility.enforcement')}{' '}
        <a class="govuk-link" href={enforcer}>
          {t('accessibility.enforcementLink')}
        </a>
      </p>
      {section('technical')}
      <h2 class="govuk-heading-m">{t('accessibility.statusTitle')}</h2>
      <p class="govuk-body">{t('accessibility.status')}</p>
      <h2 class="govuk-heading-m">{t('accessibility.knownTitle')}</h2>
      <p class="govuk-body">{t('accessibility.known')}</p>
      <ul class="govuk-list govuk-list--bullet">
        {failings.map((failing) => (
          <li key={failing}>{t(`accessibility.fails.${failing}`)}</li>
        ))}
      </ul>
      {section('scope')}
      {section('improve')}
      <h2 class="govuk-heading-m">{t('accessibility.preparedTitle')}</h2>
      <p class="govuk-body">{t('accessibility.prepared', { day: saying.longDay(preparedOn) })}</p>
    </div>
  )
}
