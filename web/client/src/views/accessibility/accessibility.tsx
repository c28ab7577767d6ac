import { useApp } from '../../state/app'
import { Heading } from '../parts/heading'

const abilities = ['zoom', 'keyboard', 'reader', 'colour', 'motion', 'language'] as const
const sections = ['status', 'known', 'report', 'enforcement'] as const

/** The statement that the regulations of 2018 ask of every public body. */
export function AccessibilityPage() {
  const { saying } = useApp()
  const { t } = saying
  return (
    <div class="reading">
      <Heading title={t('accessibility.title')}>{t('accessibility.title')}</Heading>
      <p class="govuk-body">{t('accessibility.intro')}</p>
      <p class="govuk-body">{t('accessibility.can')}</p>
      <ul class="govuk-list govuk-list--bullet">
        {abilities.map((ability) => (
          <li key={ability}>{t(`accessibility.${ability}`)}</li>
        ))}
      </ul>
      {sections.map((section) => (
        <section key={section}>
          <h2 class="govuk-heading-m">{t(`accessibility.${section}Title`)}</h2>
          <p class="govuk-body">{t(`accessibility.${section}`)}</p>
        </section>
      ))}
    </div>
  )
}
