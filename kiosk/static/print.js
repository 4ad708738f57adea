// Prints the letter that is on the screen, at a kiosk with a printer beside it. The server notes it
// first: what it does not note is not printed, and the page is loaded again, which says why. Without
// scripts there is no button, and the letter can be read all the same.
const button = document.querySelector('[data-print]')
const note = document.querySelector('[data-print-note]')
const { token } = document.getElementById('idle').dataset
button.hidden = false
button.addEventListener('click', async () => {
  button.disabled = true
  const asked = { method: 'POST', headers: { 'X-CSRFToken': token }, redirect: 'manual' }
  const answer = await fetch(button.dataset.print, asked).catch(() => null)
  if (!answer || answer.status !== 204) return location.reload()
  note.hidden = false
  window.print()
  button.disabled = false
})
