// Tells the style sheets that scripts run. It stands first in the body, so that nothing jumps.
document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('govuk-frontend-supported')
}
