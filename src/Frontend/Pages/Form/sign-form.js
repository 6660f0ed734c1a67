// Submits the sign form with fetch. The form works without this script, which adds: the operation id survives repeated clicks, reloads and
// going back; the submission is retried under overload; going back after signing shows an empty form; a change of the language keeps what
// was typed. Errors are shown with the page that the server renders.
(() => {
  'use strict';

  // Timeout of one try. The server ends every call within 6 s; the rest is for slow networks.
  const timeoutMs = 20000;
  // Automatic tries; then the signer has to press the button.
  const triesMax = 8;
  // Seconds between tries without a Retry-After header, and the longest wait with one.
  const waitSeconds = 3, waitSecondsMax = 60;
  const retryStatus = new Set([408, 429, 502, 503, 504]);

  // sessionStorage; without effect where the browser forbids it.
  const storage = {
    get: name => { try { return sessionStorage.getItem(name); } catch { return null; } },
    put: (name, value) => { try { sessionStorage.setItem(name, value); } catch { /* the hidden field has it, too */ } },
    drop: name => { try { sessionStorage.removeItem(name); } catch { /* nothing was stored */ } },
  };

  const operationKey = form => `petition-operation:${form.dataset.petition}`;
  const receiptKey = form => `petition-receipt:${form.dataset.petition}`;
  // When this tab last signed: Unix time in milliseconds.
  const signedKey = form => `petition-signed:${form.dataset.petition}`;

  const findForm = () => document.querySelector('form[data-thanks]');

  // A random UUID (RFC 9562, version 4). crypto.randomUUID exists in secure contexts only.
  const newUuid = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  };

  // Creates the operation id at the first submission and keeps it until the server has answered, also across reloads.
  const ensureOperation = form => {
    const field = form.elements.idempotencyKey;
    if (!field.value) field.value = storage.get(operationKey(form)) || newUuid();
    storage.put(operationKey(form), field.value);
    form.dataset.asked = '';
  };

  // An unanswered signature may be stored: it can be sent again with the same id, even when the petition has closed.
  const isUnanswered = form => form.dataset.asked !== undefined || storage.get(operationKey(form)) !== null;

  // The counter knows whether the petition is closed; wasClosed is what the form shows.
  const isClosed = () => document.querySelector('petition-counter')?.dataset.state === 'closed';
  const isClosedFor = form => isClosed() && !isUnanswered(form);
  let wasClosed = false;

  // Shows the state of the form: ready or closed, sending, or waiting for the next try.
  const view = form => {
    const box = form.querySelector('.sending');
    const [button, said, reload, retry, timer] = [form.querySelector('[type=submit]'), box.querySelector('[role=status]'),
      box.querySelector('.reload'), box.querySelector('.retry'), box.querySelector('[role=timer]')];
    button.dataset.ready ||= button.textContent;
    const set = (text, words, waits) => {
      // Moves the focus out of the part that gets hidden. The button uses aria-disabled, so that it stays focusable.
      if (!waits && retry.contains(document.activeElement)) button.focus();
      button.textContent = text || button.dataset.ready;
      if (text) button.setAttribute('aria-disabled', 'true');
      else button.removeAttribute('aria-disabled');
      // Screen readers announce this; others read the button.
      said.textContent = words || text;
      retry.hidden = !waits;
      reload.hidden = !wasClosed;
      button.toggleAttribute('data-closed', wasClosed);
      box.classList.toggle('speaks', words !== '');
    };
    return {
      ready: words => {
        wasClosed = isClosedFor(form);
        if (wasClosed) set(box.dataset.closedButton, box.dataset.closed, false);
        else set('', words || '', false);
      },
      sending: () => set(box.dataset.sending, '', false),
      waiting: words => { set(box.dataset.waiting, words, true); box.scrollIntoView({ block: 'nearest' }); },
      left: seconds => { timer.textContent = box.dataset.left.replace('{0}', seconds); },
      words: box.dataset,
      now: box.querySelector('.now'),
      stop: box.querySelector('.stop'),
    };
  };

  const retryAfterSeconds = header => {
    const seconds = /^\d+$/.test(header || '') ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
    return Math.min(seconds > 0 ? seconds : waitSeconds, waitSecondsMax);
  };

  // One try. Without a response the signature may be stored or not; sending the same id again is safe.
  const post = async (form, leaving) => {
    const unknown = { later: waitSeconds, why: 'unknown' };
    const slow = new AbortController(), timer = setTimeout(() => slow.abort(), timeoutMs);
    leaving.addEventListener('abort', () => slow.abort());
    try {
      const answer = await fetch(form.action, {
        method: 'POST', body: new URLSearchParams(new FormData(form)), cache: 'no-store', signal: slow.signal,
        headers: { Accept: 'application/json, text/html;q=0.9' },
      });
      const type = answer.headers.get('Content-Type') || '', isPage = type.startsWith('text/html');
      if (answer.ok && type.startsWith('application/json')) {
        return { stored: await answer.json(), next: answer.headers.get('Location') };
      }
      // A front end of an older version redirects to the thanks page.
      const isThanks = () => new URL(answer.url).pathname === new URL(form.dataset.thanks, location).pathname;
      if (answer.ok && answer.redirected && isThanks()) return { stored: {}, next: answer.url };
      if (retryStatus.has(answer.status)) {
        // In overload the answer is a problem, which costs the server less than a page.
        const refusal = isPage ? parse(await answer.text()).querySelector('[data-refusal]')?.dataset.refusal
          : type.startsWith('application/problem+json') && (await answer.json()).type.split(':').pop();
        const isBusy = refusal ? refusal !== 'unconfirmed' : answer.status === 429;
        return { later: retryAfterSeconds(answer.headers.get('Retry-After')), why: isBusy ? 'busy' : 'unknown' };
      }
      return isPage && !answer.ok ? { page: parse(await answer.text()) } : unknown;
    } catch {
      // Offline: the wait ends early when the browser is online again.
      return navigator.onLine === false ? { later: waitSecondsMax, why: 'offline' } : unknown;
    } finally {
      clearTimeout(timer);
    }
  };

  const parse = html => new DOMParser().parseFromString(html, 'text/html');

  // Waits until the next try and resolves to true, or to false when the signer stops. "Try now" and coming online end the wait early.
  const waitForRetry = (shown, seconds, run) => new Promise(resolve => {
    const until = Date.now() + seconds * 1000;
    const left = () => shown.left(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    const end = again => {
      clearTimeout(timer);
      clearInterval(ticking);
      removeEventListener('online', retryNow);
      resolve(again);
    };
    const retryNow = () => end(true);
    const timer = setTimeout(retryNow, seconds * 1000), ticking = setInterval(left, 1000);
    left();
    addEventListener('online', retryNow);
    shown.now.onclick = run.retryNow = retryNow;
    shown.stop.onclick = () => end(false);
    run.leaving.signal.addEventListener('abort', () => end(false));
  });

  // Shows the page that the server answered with: error summary, errors at their fields and the input, or why there is no form any more.
  const replaceContent = page => {
    const [here, there] = [document.getElementById('content'), page.getElementById('content')];
    if (!there) return false;
    document.title = page.title;
    // The focus is set below; a second autofocus would log a warning.
    for (const element of there.querySelectorAll('[autofocus]')) element.removeAttribute('autofocus');
    here.replaceChildren(...there.childNodes);
    wasClosed = false;
    const first = document.getElementById('summary') || document.getElementById('sign-title') || here.querySelector('h1');
    first.tabIndex = -1;
    first.focus();
    first.scrollIntoView({ block: 'start' });
    loadProofScript();
    return true;
  };

  // Loads the script for the proof of work, if the new content needs one; it runs once per content.
  const loadProofScript = () => {
    const proof = document.getElementById('proof');
    if (!proof) return;
    const script = document.createElement('script');
    script.src = proof.dataset.script;
    document.head.append(script);
  };

  // Removes what was typed, and what a refused form was rendered with: the next person at this device must not see it.
  const empty = form => {
    for (const field of form.elements) {
      if (field.name === 'idempotencyKey') field.value = '';
      else if (field.type === 'checkbox') field.checked = field.defaultChecked = false;
      else if (field.options) for (const option of field.options) option.selected = option.defaultSelected = false;
      else if (field.type !== 'hidden' && 'defaultValue' in field) field.value = field.defaultValue = '';
    }
  };

  const showThanks = (form, { stored: { receipt }, next }) => {
    storage.drop(operationKey(form));
    if (receipt) storage.put(receiptKey(form), receipt);
    storage.put(signedKey(form), Date.now());
    form.dataset.answered = '';
    delete form.dataset.asked;
    empty(form);
    location.assign(next || form.dataset.thanks);
  };

  const send = async (form, run) => {
    const shown = view(form);
    ensureOperation(form);
    // Removes the receipt of somebody who signed in this tab before.
    storage.drop(receiptKey(form));
    for (let tries = 1; ; tries++) {
      run.retryNow = null;
      shown.sending();
      const answer = await post(form, run.leaving.signal);
      if (run.leaving.signal.aborted) return;
      if (answer.stored) return showThanks(form, answer);
      if (answer.page) {
        storage.drop(operationKey(form));
        if (!replaceContent(answer.page)) form.submit();
        return;
      }
      if (tries === triesMax) return shown.ready(shown.words.exhausted);
      shown.waiting(shown.words[answer.why]);
      // Backoff with jitter, at least as long as Retry-After.
      const seconds = Math.min(answer.later * (1 + Math.random() + (tries - 1) / 2), waitSecondsMax + Math.random() * waitSeconds);
      if (await waitForRetry(shown, Math.max(seconds, answer.later), run)) continue;
      return run.leaving.signal.aborted || shown.ready(shown.words.stopped);
    }
  };

  let running = null;

  document.addEventListener('submit', async event => {
    const form = event.target;
    if (!form.dataset.thanks || event.defaultPrevented) return;
    // A change of the language: the browser sends the form there.
    if (event.submitter?.hasAttribute('formaction')) return;
    event.preventDefault();
    if (!running && isClosedFor(form)) return view(form).ready();
    // A second click is the same operation; during a wait it means "try now".
    if (running) {
      if (running.retryNow) running.retryNow();
      return;
    }
    const run = running = { leaving: new AbortController(), retryNow: null };
    try {
      await send(form, run);
    } catch {
      // On any fault submit without this script.
      form.submit();
    } finally {
      // After success the form stays locked until the page is left.
      if (running === run && form.dataset.answered === undefined) running = null;
    }
  });

  // Shows in the form when the petition closes or reopens. The input is kept. A submission under way gets its answer from the server.
  const updateClosedState = () => {
    const form = findForm();
    if (!form || running || wasClosed === isClosedFor(form)) return;
    view(form).ready();
  };
  new MutationObserver(updateClosedState).observe(document, { subtree: true, attributeFilter: ['data-state'] });
  updateClosedState();

  // Input after an answer starts a new operation.
  document.addEventListener('input', event => {
    const form = event.target.form;
    if (!form || form.dataset.answered === undefined) return;
    delete form.dataset.answered;
    form.elements.idempotencyKey.value = '';
  });

  // Milliseconds from the first input to submitting, for the abuse filter. Without this script the field stays empty and is not checked.
  let touched;
  document.addEventListener('input', event => {
    if (event.target.form?.dataset.thanks) touched ??= performance.now();
  });
  document.addEventListener('formdata', ({ target, formData }) => {
    if (touched !== undefined && target.elements.filledIn) formData.set('filledIn', Math.round(performance.now() - touched));
  });

  // The back/forward cache may restore the page: make the button work again.
  addEventListener('pagehide', () => {
    if (!running) return;
    running.leaving.abort();
    running = null;
    const form = findForm();
    if (form) view(form).ready();
  });

  // Going back after signing. The entry of the history knows when it was opened, in the back/forward cache and when the browser fills a
  // form that it loads again: one that is older than this tab's last signature is emptied and loaded anew.
  addEventListener('pageshow', () => {
    const form = findForm();
    if (!form) return;
    const opened = history.state?.opened;
    const isFromBefore = form.dataset.answered !== undefined || opened <= Number(storage.get(signedKey(form)));
    // A load of the same address keeps the state of its entry.
    if (isFromBefore || opened === undefined) history.replaceState({ ...history.state, opened: Date.now() }, '');
    if (!isFromBefore) return;
    empty(form);
    location.replace(form.action);
  });

  const isTyped = form => Array.from(form.elements).some(field =>
    field.type === 'checkbox' ? field.checked : field.type !== 'hidden' && field.tagName !== 'BUTTON' && field.value !== '');

  // A link to another language sends a form that is filled in there, so that it comes back filled in.
  document.addEventListener('click', event => {
    const link = event.target.closest('.languages a.other'), form = findForm();
    const opensElsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || !form || opensElsewhere || !isTyped(form)) return;
    event.preventDefault();
    const button = document.createElement('button');
    button.hidden = true;
    button.name = 'switchTo';
    button.value = link.lang;
    button.setAttribute('formaction', link.getAttribute('href'));
    form.append(button);
    form.requestSubmit(button);
    button.remove();
  });
})();
