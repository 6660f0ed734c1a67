// Adds a copy button to every snippet. Without JavaScript the text can still be selected.
(() => {
  'use strict';

  const shownMs = 4000;

  const select = code => {
    const range = document.createRange();
    range.selectNodeContents(code);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  for (const box of document.querySelectorAll('.snippet')) {
    const code = box.querySelector('code');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = box.dataset.copy;

    const status = document.createElement('span');
    status.className = 'hint';
    status.setAttribute('role', 'status');

    let timer;
    button.addEventListener('click', async () => {
      let copied = true;
      try {
        await navigator.clipboard.writeText(code.textContent);
      } catch {
        // No permission, or no secure context: fall back to execCommand. If that fails too, the text is selected for the reader to copy.
        select(code);
        copied = document.execCommand('copy');
      }
      status.textContent = copied ? box.dataset.copied : box.dataset.selected;
      clearTimeout(timer);
      timer = setTimeout(() => { status.textContent = ''; }, shownMs);
    });
    box.append(button, status);
  }
})();
