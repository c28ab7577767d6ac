// How much text fits. A drawing cannot wrap its words, and a server has no letters to measure: letters are
// taken to be as wide as the widest usual ones are on average.
const letterWidth = 0.56

/** How many letters of that size fit into the width. */
export function lettersIn(width: number, fontSize: number): number {
  return Math.max(0, Math.floor(width / (fontSize * letterWidth)))
}

/** The text in as few lines as hold it, at most `linesMax`; what does not fit is cut with an ellipsis. */
export function linesOf(text: string, letters: number, linesMax: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= letters) {
      lines[lines.length - 1] = `${last} ${word}`
    } else lines.push(word)
  }
  const kept = lines.slice(0, linesMax)
  const isCut = lines.length > linesMax
  return kept.map((line, index) => {
    const cut = isCut && index === linesMax - 1
    if (line.length <= letters && !cut) return line
    return `${line.slice(0, Math.max(1, letters - 1)).trimEnd()}…`
  })
}
