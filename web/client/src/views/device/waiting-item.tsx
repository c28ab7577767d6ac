import type { Waiting } from '../../model/outbox'
import { paths } from '../../model/route'
import { useApp } from '../../state/app'
import { Discard } from './discard'
import { nameOf } from './name-of'
import { Written } from './written'

/** One record that waits: how it stands, what it says, and what can be done with it. */
export function WaitingItem({
  item,
  written,
}: {
  readonly item: Waiting
  readonly written: string
}) {
  const { saying, outbox, onLine } = useApp()
  const { t, language } = saying
  const name = nameOf(item, saying)
  const refusal = item.refusal
  const why = [refusal?.words, ...(refusal?.errors.map(({ words }) => words) ?? [])]
    .map((words) => (language === 'cy' ? words?.cy || words?.en : words?.en || words?.cy) ?? '')
    .filter((words) => words !== '')
  const stands =
    item.state === 'refused'
      ? t('device.state.refused')
      : item.state === 'held'
        ? t('device.state.held')
        : outbox.sending
          ? t('device.state.sending')
          : t(onLine ? 'device.state.soon' : 'device.state.waiting')
  return (
    <li class={`device__item device__item--${item.state}`} data-waiting={item.state}>
      <h3 class="govuk-heading-s">{name}</h3>
      <p class="govuk-body-s">{written}</p>
      <p class="govuk-body device__state">{stands}</p>
      {why.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {[...new Set(why)].map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      <Written item={item} />
      <div class="govuk-button-group">
        <a class="govuk-link" href={paths.waiting(item)}>
          {t(item.state === 'refused' ? 'device.putRight' : 'device.change')}
          <span class="govuk-visually-hidden">: {name}</span>
        </a>
        {item.state !== 'waiting' && (
          <button type="button" class="link-button" onClick={() => outbox.release(item.id)}>
            {t('device.sendAsIs')}
            <span class="govuk-visually-hidden">: {name}</span>
          </button>
        )}
        <Discard name={name} discard={() => outbox.discard(item.id)} />
      </div>
    </li>
  )
}
