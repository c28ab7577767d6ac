import { useState } from 'preact/hooks'
import { findProviders } from '../../model/find-provider'
import type { ProviderName } from '../../model/find-provider'
import { plain } from '../../model/language'
import { useApp } from '../../state/app'
import { Labelled, describedBy } from './controls'

interface Props {
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly fault?: string | undefined
  /** The provider chosen; '' for none. */
  readonly value: string
  readonly set: (provider: string) => void
}

const shownMax = 8

/**
 * Chooses a provider by part of its name or town, accents and case aside: a combobox, by touch, by
 * arrow keys, or by typing the name in full.
 */
export function ProviderPicker(props: Props) {
  const { id, value, set } = props
  const { saying, names } = useApp()
  const chosen = names.find(({ provider }) => provider === value)
  const [typed, setTyped] = useState<string>()
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const text = typed ?? (chosen ? chosen.name : value)
  const found = typed === undefined ? [] : findProviders(names, typed, shownMax, saying.compare)
  const listed = open && found.length > 0
  const list = `${id}-list`
  const option = (index: number) => `${id}-option-${index}`

  function choose(name: ProviderName) {
    set(name.provider)
    setTyped(undefined)
    setOpen(false)
    setAt(-1)
  }
  function key(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      const step = event.key === 'ArrowDown' ? 1 : -1
      setAt((at + step + found.length + (at < 0 && step < 0 ? 1 : 0)) % Math.max(1, found.length))
      return
    }
    if (event.key === 'Escape' && open) {
      setOpen(false)
      setAt(-1)
    }
    if (event.key !== 'Enter' || !listed) return
    const name = found[at] ?? (found.length === 1 ? found[0] : undefined)
    event.preventDefault()
    if (name) choose(name)
  }
  function leave() {
    setOpen(false)
    const only = found.length === 1 ? found[0] : undefined
    const same = found.find(({ name }) => plain(name) === plain((typed ?? '').trim()))
    const name = same ?? only
    if (typed !== undefined && name) choose(name)
  }
  return (
    <Labelled {...props} class="picker">
      <input
        class={`govuk-input ${props.fault ? 'govuk-input--error' : ''}`}
        id={id}
        type="text"
        role="combobox"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        aria-autocomplete="list"
        aria-expanded={listed}
        aria-controls={list}
        aria-activedescendant={listed && at >= 0 ? option(at) : undefined}
        aria-describedby={describedBy(props)}
        value={text}
        onInput={(event) => {
          setTyped(event.currentTarget.value)
          setOpen(true)
          setAt(-1)
          if (value !== '') set('')
        }}
        onKeyDown={key}
        onBlur={leave}
      />
      <ul class="picker__list" id={list} role="listbox" aria-label={props.label} hidden={!listed}>
        {found.map((name, index) => (
          <li
            key={name.provider}
            id={option(index)}
            class="picker__option"
            role="option"
            aria-selected={index === at}
            // The field keeps the focus, so that leaving it does not close the list under the finger.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(name)}
          >
            {name.name}
            {name.place !== '' && <span class="picker__place">{name.place}</span>}
          </li>
        ))}
      </ul>
      <div class="govuk-visually-hidden" role="status">
        {open && typed !== undefined && typed.trim() !== ''
          ? saying.t('picker.found', { count: found.length })
          : ''}
      </div>
      {open && typed !== undefined && typed.trim() !== '' && found.length === 0 && (
        <p class="govuk-hint picker__none" aria-hidden="true">
          {saying.t('picker.found', { count: 0 })}
        </p>
      )}
    </Labelled>
  )
}
