// A keyboard of real buttons for touch screens that have none. It shows while a field with
// data-keys has the focus; "numbers" brings the number pad, "money" one with a point. Without it every
// field works as usual.
const board = document.getElementById('keyboard')
const touch = navigator.maxTouchPoints > 0 || matchMedia('(any-pointer: coarse)').matches
const ROWS = ['1234567890', 'qwertyuiop', "asdfghjkl'", 'zxcvbnm-.,', 'ŵŷâêîôû@?/']
const PADS = { numbers: ['123', '456', '789', '+0/'], money: ['123', '456', '789', '.0'] }
let field = null
let capital = false
let shiftKey = null

const key = (text, press, classes = '') => {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = `kiosk-keyboard__key ${classes}`
  button.textContent = text
  // The field keeps the focus while keys are pressed.
  button.addEventListener('pointerdown', (event) => event.preventDefault())
  button.addEventListener('click', press)
  return button
}

// A list keeps the focus after its choice; the keys still belong to the box before it.
const take = () => { if (document.activeElement !== field) field.focus() }

const insert = (text) => {
  take()
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
  changed()
}

const remove = () => {
  take()
  const { selectionStart: start, selectionEnd: end } = field
  if (start === end && start > 0) {
    const before = [...field.value.slice(0, start)].slice(0, -1).join('')
    field.setRangeText('', before.length, end, 'end')
  } else field.setRangeText('', start, end, 'end')
  changed()
}

const changed = () => {
  field.dispatchEvent(new Event('input', { bubbles: true }))
  setCapital(wantsCapital())
}

const wantsCapital = () => {
  const before = field.value.slice(0, field.selectionStart)
  const kind = field.dataset.keys
  if (kind === 'characters') return true
  if (kind === 'words') return before === '' || /[\s'-]$/.test(before)
  return kind === 'sentences' && (before === '' || /[.?!\n]\s*$/.test(before))
}

const setCapital = (on) => {
  capital = on
  shiftKey?.setAttribute('aria-pressed', on)
  for (const button of board.querySelectorAll('[data-letter]')) {
    const letter = button.dataset.letter
    button.textContent = on ? letter.toUpperCase() : letter
  }
}

const letterKey = (letter) => {
  const button = key(letter, () => insert(capital ? letter.toUpperCase() : letter))
  button.dataset.letter = letter
  return button
}

const row = (keys) => {
  const made = document.createElement('div')
  made.className = 'kiosk-keyboard__row'
  made.append(...keys)
  board.append(made)
}

const wide = 'kiosk-keyboard__key--wide'
const close = () => key(board.dataset.close, () => field.blur(), wide)
const back = () => key(`⌫ ${board.dataset.back}`, remove, wide)

const letters = () => {
  for (const each of ROWS) row([...each].map(letterKey))
  shiftKey = key(`⇧ ${board.dataset.shift}`, () => setCapital(!capital), wide)
  const space = key(board.dataset.space, () => insert(' '), 'kiosk-keyboard__key--space')
  const line = field.matches('textarea') ? [key(board.dataset.line, () => insert('\n'), wide)] : []
  row([shiftKey, space, ...line, back(), close()])
}

const numbers = () => {
  shiftKey = null
  for (const each of PADS[field.dataset.keys]) row([...each].map(letterKey))
  row([key(board.dataset.space, () => insert(' '), wide), back(), close()])
}

const show = (wanted) => {
  clearTimeout(leaving)
  field = wanted
  field.inputMode = 'none'
  board.replaceChildren()
  const pad = field.dataset.keys in PADS
  board.classList.toggle('kiosk-keyboard--numbers', pad)
  if (pad) numbers()
  else letters()
  setCapital(wantsCapital())
  board.hidden = false
  document.body.classList.add('kiosk--typing')
  document.body.style.setProperty('--keyboard', `${board.offsetHeight + 20}px`)
  lift()
}

// Scrolls until the field and what stands next to it are above the keyboard.
const lift = () => {
  const box = field.getBoundingClientRect()
  const over = box.bottom + 150 - (innerHeight - board.offsetHeight)
  // Of a list that shortens while its name is typed, as much as possible is to be seen.
  if (field.dataset.filters) scrollBy(0, box.top - 60)
  else if (over > 0) scrollBy(0, over)
}

// The keyboard goes a moment after the focus: if the page moved under a finger that presses a button,
// the press would miss it.
let pressed = false
let leaving = 0
const hide = () => {
  clearTimeout(leaving)
  leaving = setTimeout(() => {
    if (pressed) return hide()
    board.hidden = true
    document.body.classList.remove('kiosk--typing')
  }, 250)
}

if (touch) {
  document.addEventListener('pointerdown', () => { pressed = true }, true)
  for (const kind of ['pointerup', 'pointercancel']) {
    document.addEventListener(kind, () => { pressed = false }, true)
  }
  document.addEventListener('focusin', (event) => {
    if (event.target.matches('[data-keys]')) show(event.target)
    // The page must not move under an open list; it may once the choice is made.
    else if (event.target.matches('select')) clearTimeout(leaving)
    else if (!board.contains(event.target)) hide()
  })
  document.addEventListener('change', (event) => {
    if (event.target.matches('select')) hide()
  })
  document.addEventListener('focusout', (event) => {
    if (!event.relatedTarget) hide()
  })
}
