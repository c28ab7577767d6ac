import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useApp } from '../../state/app'

interface Mistake {
  /** The control it leads to; none for what no single control can mend. */
  readonly href?: string | undefined
  readonly text: string
}

/**
 * What is wrong, in one place, each leading to its control. Takes the focus when it says something
 * new, and when the form is sent again; not from who is typing.
 */
export function ErrorSummary({ mistakes }: { readonly mistakes: readonly Mistake[] }) {
  const { saying } = useApp()
  const box = useRef<HTMLDivElement>(null)
  const told = mistakes.map(({ text }) => text).join('\n')
  useEffect(() => {
    box.current?.focus()
  }, [told])
  useEffect(() => {
    // Once whoever sent it has looked, and only if there is still something wrong.
    const takeFocus = () => requestAnimationFrame(() => box.current?.focus())
    document.addEventListener('submit', takeFocus)
    return () => document.removeEventListener('submit', takeFocus)
  }, [])
  function lead(event: MouseEvent, href: string) {
    event.preventDefault()
    const control = document.getElementById(href)
    control?.closest('details')?.setAttribute('open', '')
    control?.closest('.govuk-form-group')?.scrollIntoView({ block: 'start' })
    control?.focus({ preventScroll: true })
  }
  return (
    <div class="govuk-error-summary" tabIndex={-1} ref={box}>
      <div role="alert">
        <h2 class="govuk-error-summary__title">{saying.t('fault.title')}</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            {mistakes.map(({ href, text }) => (
              <li key={`${href ?? ''}${text}`}>
                {href === undefined ? (
                  text
                ) : (
                  <a href={`#${href}`} data-plain onClick={(event) => lead(event, href)}>
                    {text}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  )
}

/** A thing done, told once. */
export function Success({ children }: { readonly children: ComponentChildren }) {
  const { saying, arrival } = useApp()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // What was done is told first, also on a page newly come to: the heading leaves it the focus.
    arrival.pending = false
    globalThis.scrollTo(0, 0)
    box.current?.focus()
  }, [])
  return (
    <div
      class="govuk-notification-banner govuk-notification-banner--success"
      role="alert"
      aria-labelledby="success-title"
      tabIndex={-1}
      ref={box}
    >
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id="success-title">
          {saying.t('form.success')}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">{children}</div>
    </div>
  )
}

export function Warning({ children }: { readonly children: ComponentChildren }) {
  return (
    <div class="govuk-warning-text">
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <strong class="govuk-warning-text__text">{children}</strong>
    </div>
  )
}

export function Loading() {
  const { saying } = useApp()
  return (
    <p class="govuk-body loading" role="status">
      {saying.t('frame.loading')}…
    </p>
  )
}

/** What to show when the server gave no answer, with a way to ask again. */
export function Failed({ text, again }: { readonly text: string; readonly again?: () => void }) {
  const { saying } = useApp()
  return (
    <div class="govuk-inset-text failed" role="alert">
      <p class="govuk-body">{text}</p>
      {again && (
        <button type="button" class="govuk-button govuk-button--secondary" onClick={again}>
          {saying.t('problem.again')}
        </button>
      )}
    </div>
  )
}
