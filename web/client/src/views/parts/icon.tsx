const shapes = {
  up: 'M8 1.5 14 8h-3.800v6.500H5.800V8H2z',
  down: 'M8 14.500 2 8h3.800V1.500h4.400V8H14z',
  dot: 'M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3z',
  bell: 'M8 1a4 4 0 0 0-4 4v3.500L2.500 11v1h11v-1L12 8.500V5a4 4 0 0 0-4-4zm-1.800 12a1.800 1.800 0 0 0 3.600 0z',
  again: 'M8 2a6 6 0 0 1 4.900 2.500L14.500 3v5h-5l2-2A4 4 0 1 0 12 9h2a6 6 0 1 1-6-7z',
  broken: 'M7 1h2v9H7zm0 11h2v2.500H7z',
} as const

export type Shape = keyof typeof shapes

/** A drawing beside words that say the same; hidden from screen readers. */
export function Icon({ shape }: { readonly shape: Shape }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      <path fill="currentColor" d={shapes[shape]} />
    </svg>
  )
}
