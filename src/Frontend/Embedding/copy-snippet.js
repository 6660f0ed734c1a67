// Gives every snippet a button that copies it. Without this script the text can be selected as it is.
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

    const said = document.createElement('span');
    said.className = 'hint';
    said.setAttribute('role', 'status');

    let timer;
    button.addEventListener('click', async () => {
      let copied = true;
      try {
        await navigator.clipboard.writeText(code.textContent);
      } catch {
        // No permission, or a page without TLS: the old way, and if that fails too the reader's own keys.
        select(code);
        copied = document.execCommand('copy');
      }
      said.textContent = copied ? box.dataset.copied : box.dataset.selected;
      clearTimeout(timer);
      timer = setTimeout(() => { said.textContent = ''; }, shownMs);
    });
    box.append(button, said);
  }
})();
