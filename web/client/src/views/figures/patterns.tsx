// Told apart without colour: each series has strokes of its own over its colour.
const strokes = [
  '',
  'M0 8L8 0M-2 2L2 -2M6 10L10 6',
  'M2 2h2v2h-2zM6 6h2v2h-2z',
  'M0 0L8 8M6 -2L10 2M-2 6L2 10',
  'M0 2H8M0 6H8',
  'M0 0L8 8M8 0L0 8',
  'M2 0V8M6 0V8',
  'M0 4H8M4 0V8',
] as const
const size = 8

export interface Paint {
  readonly id: string
  readonly colour: string
}

/** The fill of the series at this place, for a drawing whose patterns begin with `drawing`. */
export function paint(drawing: string, at: number, colour: string): Paint {
  return { id: `${drawing}-pattern-${at}`, colour }
}

export function fillOf({ id }: Paint): string {
  return `url(#${id})`
}

export function Patterns({ paints }: { readonly paints: readonly Paint[] }) {
  return (
    <defs>
      {paints.map(({ id, colour }, at) => (
        <pattern key={id} id={id} width={size} height={size} patternUnits="userSpaceOnUse">
          <rect width={size} height={size} fill={colour} />
          <path d={strokes[at % strokes.length] ?? ''} stroke="#fff" stroke-width="1.5" />
        </pattern>
      ))}
    </defs>
  )
}
