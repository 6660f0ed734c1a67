// Shows the receipt that sign-form.js stored in this tab, and the share button where the browser has the Web Share API.
// Must load before copy-snippet.js, which copies the receipt.
(() => {
  'use strict';

  const box = document.querySelector('.receipt');
  let receipt = null;
  try {
    receipt = sessionStorage.getItem(`petition-receipt:${box.dataset.petition}`);
  } catch { /* sessionStorage is forbidden: keep the text without a receipt */ }
  if (receipt) {
    box.querySelector('code').textContent = receipt;
    box.querySelector('.with').hidden = false;
    box.querySelector('.without').hidden = true;
  }

  const share = document.querySelector('.share-device');
  if (navigator.share) {
    share.hidden = false;
    share.addEventListener('click', () => {
      // Rejects when the share sheet is closed without sharing.
      navigator.share({ title: share.dataset.title, text: share.dataset.text, url: share.dataset.url }).catch(() => {});
    });
  }
})();
