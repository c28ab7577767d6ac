import { paths } from '../../model/route'
import { useApp } from '../../state/app'
import { nameOf } from '../device/name-of'
import { Icon } from '../parts/icon'

/** On every page: how much waits on this device, what was refused, and what has been sent since. */
export function OutboxNotice() {
  const { saying, outbox } = useApp()
  const { t } = saying
  const refused = outbox.items.filter(({ state }) => state === 'refused').length
  const waiting = outbox.items.length - refused
  return (
    <div role="status" class="outbox" data-waiting-count={outbox.items.length}>
      {waiting > 0 && (
        <p class="outbox__line">
          <a class="govuk-link" href={paths.device()}>
            {t('device.waitingCount', { number: waiting })}
          </a>
        </p>
      )}
      {refused > 0 && (
        <p class="outbox__line outbox__line--refused">
          <Icon shape="broken" />{' '}
          <a class="govuk-link" href={paths.device()}>
            {t('device.refusedCount', { number: refused })}
          </a>
        </p>
      )}
      {outbox.sent.length > 0 && (
        <div class="outbox__line outbox__line--sent">
          <ul class="govuk-list outbox__sent">
            {outbox.sent.map((sent) => (
              <li key={sent.id}>
                {t('device.sent', { what: nameOf(sent, saying) })}{' '}
                <a class="govuk-link" href={paths.event(sent.provider, sent.event)}>
                  {t('form.successLink')}
                </a>
              </li>
            ))}
          </ul>
          <button type="button" class="link-button" onClick={outbox.seen}>
            {t('device.hide')}
          </button>
        </div>
      )}
    </div>
  )
}
