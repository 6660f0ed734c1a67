// Shows the receipt that this tab got for the signature, and lets the device share where it can. Load it before the script that copies.
(() => {
  'use strict';

  const box = document.querySelector('.receipt');
  let receipt = null;
  try {
    receipt = sessionStorage.getItem(`petition-receipt:${box.dataset.petition}`);
  } catch { /* the tab may remember nothing: the sentence that stands there fits */ }
  if (receipt) {
    box.querySelector('code').textContent = receipt;
    box.querySelector('.with').hidden = false;
    box.querySelector('.without').hidden = true;
  }

  const share = document.querySelector('.share-device');
  if (navigator.share) {
    share.hidden = false;
    share.addEventListener('click', () => {
      // Whoever closes the sheet of the device has not done anything wrong.
      navigator.share({ title: share.dataset.title, text: share.dataset.text, url: share.dataset.url }).catch(() => {});
    });
  }
})();
