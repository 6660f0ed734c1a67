// Loaded only by a form that came back because a proof of work is needed: brings the widget, lets it work, and sends the form once more.
// A form whose last proof did not do is left for its reader to send, or the two could go on for ever.
(async () => {
  const box = document.getElementById('proof');
  const field = document.getElementById('altcha');
  if (!box || !field) return;
  const { script: _, widget: address, worker, sheet, challenge, again, ...words } = box.dataset;

  // What stands there is for those to whom this script does not come.
  box.textContent = '';

  // Browsers keep what the work needs from pages that came without TLS.
  if (!isSecureContext) {
    box.textContent = words.failed;
    return;
  }
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = sheet;
  document.head.append(style);
  try {
    await import(address);
  } catch {
    box.textContent = words.failed;
    return;
  }

  const lang = document.documentElement.lang;
  $altcha.algorithms.set('PBKDF2/SHA-256', () => new Worker(worker));
  $altcha.i18n.set(lang, {
    ...$altcha.i18n.get('en'),
    label: words.start, verifying: words.working, waitAlert: words.working, verified: words.done, error: words.failed, expired: words.expired,
  });

  const widget = document.createElement('altcha-widget');
  widget.setAttribute('challenge', challenge);
  widget.setAttribute('language', lang);
  widget.setAttribute('auto', 'onload');
  // Its own field would come a moment after the event below; and nothing of how somebody moves is collected.
  widget.setAttribute('configuration', JSON.stringify({
    name: 'altchaWidget', hideFooter: true, hideLogo: true, humanInteractionSignature: false, minDuration: 0,
  }));
  widget.addEventListener('statechange', ({ detail }) => {
    if (detail.state !== 'verified') field.value = '';
  });
  widget.addEventListener('verified', ({ detail }) => {
    field.value = detail.payload;
    if (again === undefined) field.form.requestSubmit();
  });
  box.append(widget);
})();
