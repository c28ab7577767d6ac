import type { Shape } from '../../model/picture/layout'

/** The outline of a mark about the origin. Shapes tell how serious; colour only repeats it. */
export function outlineOf(shape: Shape, radius: number): string {
  switch (shape) {
    case 'circle':
      return `M${-radius} 0a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`
    case 'triangle':
      return polygon(regular(3, radius * 1.15))
    case 'diamond':
      return polygon(regular(4, radius * 1.1))
    case 'square':
      return `M${-radius * 0.8} ${-radius * 0.8}h${radius * 1.6}v${radius * 1.6}h${-radius * 1.6}Z`
    case 'star':
      return polygon(star(radius))
    case 'flag':
      return `M${-radius * 0.7} ${radius * 1.5}v${-radius * 3}l${radius * 2} ${radius * 0.9}l${-radius * 1.4} ${radius * 0.8}v${radius * 1.3}Z`
  }
}

type Point = readonly [number, number]

function regular(corners: number, radius: number): readonly Point[] {
  return Array.from({ length: corners }, (_, corner) => at((corner * 360) / corners, radius))
}

function star(radius: number): readonly Point[] {
  return Array.from({ length: 10 }, (_, corner) =>
    at(corner * 36, corner % 2 === 0 ? radius * 1.1 : radius * 0.48),
  )
}

// Degrees from the top.
function at(degrees: number, radius: number): Point {
  const angle = ((degrees - 90) * Math.PI) / 180
  return [Math.cos(angle) * radius, Math.sin(angle) * radius]
}

function polygon(points: readonly Point[]): string {
  return `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}Z`
}

export function round(length: number): number {
  return Math.round(length * 10) / 10
}
