import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useApp } from '../../state/app'

interface Props {
  /** What the browser calls the page. */
  readonly title: string
  readonly caption?: string | undefined
  /** Takes the focus when shown: a further step of what the reader is doing. */
  readonly step?: boolean
  readonly children: ComponentChildren
}

/** The one heading of a page. It names the page, and takes the focus when the reader comes to it. */
export function Heading({ title, caption, step = false, children }: Props) {
  const { saying, arrival, place } = useApp()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = saying.t('frame.title', { page: title })
  }, [title, saying])
  useEffect(() => {
    if (!arrival.pending && !step) return
    arrival.pending = false
    if (place.hash !== '') return
    heading.current?.focus()
    globalThis.scrollTo(0, 0)
  }, [arrival, place, step])
  return (
    <h1 class="govuk-heading-l page-heading" tabIndex={-1} ref={heading}>
      {caption !== undefined && <span class="govuk-caption-l">{caption}</span>}
      {children}
    </h1>
  )
}
