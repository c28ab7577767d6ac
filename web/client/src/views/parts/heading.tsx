import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useApp } from '../../state/app'

interface Props {
  /** What the browser calls the page. */
  readonly title: string
  readonly caption?: string | undefined
  readonly children: ComponentChildren
}

/** The one heading of a page. It names the page, and takes the focus when the reader comes to it. */
export function Heading({ title, caption, children }: Props) {
  const { saying, arrival, place } = useApp()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = saying.t('frame.title', { page: title })
  }, [title, saying])
  useEffect(() => {
    if (!arrival.pending) return
    arrival.pending = false
    if (place.hash !== '') return
    heading.current?.focus()
    globalThis.scrollTo(0, 0)
  }, [arrival, place])
  return (
    <h1 class="govuk-heading-l page-heading" tabIndex={-1} ref={heading}>
      {caption !== undefined && <span class="govuk-caption-l">{caption}</span>}
      {children}
    </h1>
  )
}
