import { useApp } from '../../state/app'
import { useAsked } from '../../state/use-asked'

/** Which policies were adopted, by whom, why and from when: newest first. */
export function AdoptedList() {
  const { saying, api } = useApp()
  const { t } = saying
  const { answer } = useAsked(api.policies)
  if (answer?.kind !== 'ok' || answer.value.policies.length === 0) return null
  return (
    <details class="govuk-details policy__adopted">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{t('trial.adopted')}</span>
      </summary>
      <div class="govuk-details__text">
        {answer.value.policies.map((policy) => (
          <dl class="facts" key={policy.version}>
            {[
              [
                t('policy.version'),
                policy.inForce ? `${policy.version} (${t('trial.inForce')})` : policy.version,
              ],
              [t('policy.from'), saying.longDay(policy.effectiveFrom)],
              [t('policy.approvedBy'), policy.approvedBy],
              [t('trial.adoptedOn'), saying.longDay(policy.adoptedOn)],
              [t('trial.reason'), policy.why],
            ]
              .filter(([, value]) => value !== '')
              .map(([name, value]) => (
                <div key={name} class="facts__row">
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
          </dl>
        ))}
      </div>
    </details>
  )
}
