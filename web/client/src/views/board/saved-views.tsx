import { useRef, useState } from 'preact/hooks'
import { readFilter, writeFilter } from '../../model/filter'
import { nameFault, nameLengthMax, renamed, withView, without } from '../../model/saved-views'
import type { SavedView } from '../../model/saved-views'
import { useApp } from '../../state/app'
import { useSavedViews } from '../../state/use-saved-views'
import { TextInput } from '../parts/controls'

/** The reader's own views: a name for what the board shows now, and the way back to each. */
export function SavedViewsPanel() {
  const { saying, session, place } = useApp()
  const { t } = saying
  const [views, keep] = useSavedViews(session.account)
  const [changing, setChanging] = useState('')
  const [told, setTold] = useState('')
  const summary = useRef<HTMLElement>(null)
  const here = writeFilter(readFilter(place.query))
  const sorted = [...views].sort((left, right) => saying.compare(left.name, right.name))

  /** Says what was done where the control that did it is gone, and leaves the focus nearby. */
  function done(text: string) {
    setChanging('')
    setTold(text)
    summary.current?.focus()
  }
  return (
    <details class="govuk-details board-tool">
      <summary class="govuk-details__summary" ref={summary}>
        <span class="govuk-details__summary-text">{t('views.title', { count: views.length })}</span>
      </summary>
      <div class="govuk-details__text">
        <p class="govuk-visually-hidden" role="status">
          {told}
        </p>
        {sorted.length > 0 && (
          <ul class="saved-views">
            {sorted.map((view) => (
              <li key={view.name}>
                {changing === view.name ? (
                  <NameForm
                    id="view-rename"
                    label={t('views.newName', { name: view.name })}
                    first={view.name}
                    send={t('views.rename')}
                    fault={(name) => nameFault(views, name, view.name)}
                    set={(name) => {
                      keep(renamed(views, view.name, name))
                      done(t('views.renamed'))
                    }}
                    leave={() => done('')}
                  />
                ) : (
                  <ViewLine
                    view={view}
                    here={view.query === here}
                    rename={() => setChanging(view.name)}
                    remove={() => {
                      keep(without(views, view.name))
                      done(t('views.deleted', { name: view.name }))
                    }}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
        <NameForm
          id="view-name"
          key={views.length}
          label={t('views.save')}
          hint={t('views.hint')}
          first=""
          send={t('views.send')}
          fault={(name) => nameFault(views, name)}
          set={(name) => {
            keep(withView(views, name, here))
            done(t('views.saved', { name }))
          }}
        />
      </div>
    </details>
  )
}

interface LineProps {
  readonly view: SavedView
  readonly here: boolean
  readonly rename: () => void
  readonly remove: () => void
}

function ViewLine({ view, here, rename, remove }: LineProps) {
  const { saying } = useApp()
  const { t } = saying
  return (
    <>
      <a class="govuk-link" href={`/${view.query}`} aria-current={here ? 'true' : undefined}>
        {view.name}
      </a>
      <button type="button" class="link-button" onClick={rename}>
        {t('views.rename')}
        <span class="govuk-visually-hidden">: {view.name}</span>
      </button>
      <button type="button" class="link-button" onClick={remove}>
        {t('views.delete')}
        <span class="govuk-visually-hidden">: {view.name}</span>
      </button>
    </>
  )
}

interface FormProps {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly first: string
  readonly send: string
  readonly fault: (name: string) => 'missing' | 'taken' | 'many' | undefined
  readonly set: (name: string) => void
  readonly leave?: () => void
}

function NameForm({ id, label, hint, first, send, fault, set, leave }: FormProps) {
  const { saying } = useApp()
  const { t } = saying
  const [name, setName] = useState(first)
  const [sent, setSent] = useState(false)
  const wrong = sent ? fault(name) : undefined
  return (
    <form
      class="saved-views__form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setSent(true)
        if (fault(name) === undefined) set(name)
        else document.getElementById(id)?.focus()
      }}
    >
      <TextInput
        id={id}
        label={label}
        hint={hint}
        fault={wrong && t(`views.fault.${wrong}`)}
        value={name}
        set={(text) => setName(text.slice(0, nameLengthMax))}
        width={20}
      />
      <div class="row-actions">
        <button type="submit" class="govuk-button govuk-button--secondary">
          {send}
        </button>
        {leave && (
          <button type="button" class="link-button" onClick={leave}>
            {t('views.leave')}
          </button>
        )}
      </div>
    </form>
  )
}
