// Asks the page around the frame for what a sandbox keeps the frame from doing. The protocol is WordPress's (wp-includes/js/wp-embed.js):
// WordPress frames unknown sites with sandbox="allow-scripts", shows the frame after its first message, sets its height to what it says,
// and follows its links. Messages carry the secret that WordPress appends to the frame's address; without one this script does nothing.
(() => {
  'use strict';

  const content = document.getElementById('content');
  const readSecret = () => /\bsecret=([a-zA-Z0-9]+)/.exec(location.hash)?.[1];

  // To any origin: the page around a frame is unknown, and nothing in the messages is secret.
  const tell = (message, value) => {
    const secret = readSecret();
    if (secret) parent.postMessage({ message, value, secret }, '*');
  };

  // Above and below the content is the same space.
  const tellHeight = () => tell('height', Math.ceil(2 * content.offsetTop + content.offsetHeight));

  // The observer is not enough: WordPress hides the frame until the first message, and browsers draw nothing in hidden frames.
  tellHeight();
  new ResizeObserver(tellHeight).observe(content);
  // WordPress appends the secret later where a cache held the page, and asks again when its script was slower than the frame.
  addEventListener('hashchange', tellHeight);
  addEventListener('message', ({ source, data }) => {
    if (source === parent && data?.message === 'ready' && data.secret === readSecret()) tellHeight();
  });

  document.addEventListener('click', event => {
    const link = event.target.closest('a[href]');
    if (!link || !readSecret()) return;
    event.preventDefault();
    tell('link', link.href);
  });
})();
