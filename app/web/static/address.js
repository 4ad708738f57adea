// An address of several lines, pasted into the first of its boxes, goes into all of them. A box has
// one line, so that without this script a browser makes one long line of it. Nothing is thrown away:
// lines for which there is no box share one, and the server refuses what is too long for an envelope.
const FIRST = '-line1'
const LONGEST = 50 // characters of one line that the window of an envelope shows
const COUNTRY = /^(united kingdom|uk|great britain|england|wales|cymru|scotland|northern ireland)$/i
const POSTCODE = /^(.*?)[\s,]*\b([a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2})$/i

const linesOf = (text) => text.split(/[\r\n]+/).map((line) => line.replace(/[\s,]+$/, '').trim()).filter(Boolean)

// Take the postcode off the end, where it stands alone or after the town.
const withoutPostcode = (lines) => {
  const rest = COUNTRY.test(lines.at(-1)) ? lines.slice(0, -1) : lines
  const found = POSTCODE.exec(rest.at(-1) ?? '')
  return found ? [[...rest.slice(0, -1), found[1]].filter(Boolean), found[2]] : [lines, null]
}

// Put as many lines into the first as it holds, and what is left into the second.
const inTwo = (lines) => {
  let count = 1
  while (count < lines.length - 1 && lines.slice(0, count + 1).join(', ').length <= LONGEST) count += 1
  return [lines.slice(0, count).join(', '), lines.slice(count).join(', ')]
}

const spread = (lines) => {
  if (lines.length < 3) return [lines[0] ?? '', '', lines[1] ?? '', '']
  if (lines.length === 3) return [lines[0], lines[1], lines[2], '']
  return [...inTwo(lines.slice(0, -2)), ...lines.slice(-2)]
}

document.addEventListener('paste', (event) => {
  const first = event.target
  if (!first.matches?.(`input[name$="${FIRST}"]`)) return
  const lines = linesOf(event.clipboardData?.getData('text/plain') ?? '')
  if (lines.length < 2) return
  const box = (name) => first.form.elements[first.name.slice(0, -FIRST.length) + `-${name}`]
  const boxes = ['line1', 'line2', 'town', 'county', 'postcode'].map(box)
  if (!boxes.every(Boolean)) return
  event.preventDefault()
  const [rest, postcode] = withoutPostcode(lines)
  const values = [...spread(rest), postcode ?? boxes[4].value]
  boxes.forEach((one, number) => {
    one.value = values[number]
    for (const kind of ['input', 'change']) one.dispatchEvent(new Event(kind, { bubbles: true }))
  })
})
