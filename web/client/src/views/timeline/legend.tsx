import type { Saying } from '../../i18n'
import { Severity } from '../../generated/gwarchod/v1/envelope_pb'
import type { Shape } from '../../model/picture/layout'
import { severityName } from '../parts/envelope-words'
import { outlineOf } from './shapes'

interface Sign {
  readonly text: string
  readonly shape: Shape
  readonly radius: number
  readonly look: string
}

/** What the marks of the picture mean. Uses nothing but words, so that a file can have it too. */
export function Legend({ saying }: { readonly saying: Saying }) {
  const { t } = saying
  const concern = (severity: Severity, shape: Shape, radius: number): Sign => ({
    text: severityName(severity, saying),
    shape,
    radius,
    look: 'mark mark--concern',
  })
  const signs: readonly Sign[] = [
    { ...concern(Severity.LOW, 'circle', 5), text: t('picture.key.low') },
    concern(Severity.MODERATE, 'triangle', 6.5),
    concern(Severity.SERIOUS, 'diamond', 8),
    concern(Severity.CRITICAL, 'star', 10),
    { text: t('picture.key.other'), shape: 'square', radius: 5, look: 'mark' },
    { text: t('picture.key.decision'), shape: 'flag', radius: 5, look: 'mark' },
    { text: t('picture.key.struck'), shape: 'circle', radius: 5, look: 'mark mark--struck' },
  ]
  return (
    <ul class="picture-key" aria-label={t('picture.key.title')}>
      {signs.map(({ text, shape, radius, look }) => (
        <li key={text}>
          <svg class={look} viewBox="-12 -12 24 24" width="24" height="24" aria-hidden="true">
            <path class="mark__shape" d={outlineOf(shape, radius)} />
            {look.endsWith('struck') && <path class="mark__strike" d="M-9 0H9" />}
          </svg>
          {text}
        </li>
      ))}
      <li>
        <svg
          class="cluster cluster--concern"
          viewBox="-12 -12 24 24"
          width="24"
          height="24"
          aria-hidden="true"
        >
          <circle class="cluster__body" r="10" />
          <text class="cluster__count" dy="0.35em">
            7
          </text>
        </svg>
        {t('picture.key.many')}
      </li>
      <li>
        <svg
          class="mark mark--concern"
          viewBox="-8 -12 44 24"
          width="44"
          height="24"
          aria-hidden="true"
        >
          <path class="mark__tail" d="M0 0H32m0 -5v10" />
          <path class="mark__shape" d={outlineOf('circle', 5)} />
        </svg>
        {t('picture.key.late')}
      </li>
      <li>
        <svg class="mark" viewBox="-4 -12 44 24" width="44" height="24" aria-hidden="true">
          <path class="mark__range mark__range--vague" d="M0 0H36M0 -5v10M36 -5v10" />
          <path class="mark__shape" transform="translate(18 0)" d={outlineOf('square', 5)} />
        </svg>
        {t('picture.key.vague')}
      </li>
      <li>
        <svg class="mark" viewBox="-8 -12 44 24" width="44" height="24" aria-hidden="true">
          <path class="mark__later" d="M0 0H32" />
          <path class="mark__version" d="M16 -4v8M32 -4v8" />
          <path class="mark__shape" d={outlineOf('square', 5)} />
        </svg>
        {t('picture.key.later')}
      </li>
      <li>
        <svg
          class="band band--level-1"
          viewBox="0 0 36 24"
          width="36"
          height="24"
          aria-hidden="true"
        >
          <rect x="0.5" y="1.5" width="35" height="12" />
          <rect x="0.5" y="15.5" width="35" height="7" />
        </svg>
        {t('picture.both')}
      </li>
      <li>
        <svg viewBox="0 0 36 24" width="36" height="24" aria-hidden="true">
          <rect class="picture__embargo" x="0.5" y="7.5" width="35" height="10" />
        </svg>
        {t('picture.embargo')}
      </li>
    </ul>
  )
}
