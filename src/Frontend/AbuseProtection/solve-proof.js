// Loaded only by a form that came back because a proof of work is needed. Loads the widget, lets it solve the challenge and sends the form
// again. After a refused proof the reader has to press the button, so that form and server cannot loop.
(async () => {
  const box = document.getElementById('proof');
  const field = document.getElementById('altcha');
  if (!box || !field) return;
  const { script: _, widget: address, worker, sheet, challenge, again, ...words } = box.dataset;

  // The text inside is for readers without JavaScript.
  box.textContent = '';

  // Web Crypto is available in secure contexts only.
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
    label: words.start, verifying: words.working, waitAlert: words.working, verified: words.done,
    error: words.failed, expired: words.expired,
  });

  const widget = document.createElement('altcha-widget');
  widget.setAttribute('challenge', challenge);
  widget.setAttribute('language', lang);
  widget.setAttribute('auto', 'onload');
  // The widget's own field is set after the verified event, too late for it. No data about pointer movements is collected.
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
