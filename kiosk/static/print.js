// Prints the letter that is on the screen, at a kiosk with a printer beside it. Without scripts there
// is no button, and the letter can be read all the same.
const button = document.querySelector('[data-print]')
const note = document.querySelector('[data-print-note]')
button.hidden = false
button.addEventListener('click', () => {
  note.hidden = false
  window.print()
})
