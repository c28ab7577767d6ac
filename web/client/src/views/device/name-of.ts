import type { Saying } from '../../i18n'
import type { About } from '../../model/outbox'

/** "Complaint: Tŷ Gwyn" */
export function nameOf(about: About, saying: Saying): string {
  const { en, cy } = about.kindName
  const kind = saying.language === 'cy' ? cy || en : en || cy
  const provider = about.providerName || about.provider
  return provider === '' ? kind : saying.t('device.of', { kind, provider })
}
