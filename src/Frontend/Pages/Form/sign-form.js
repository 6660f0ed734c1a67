// Sends the form of a petition without leaving the page. What it adds to a form that works without it: one operation id however often
// somebody taps, reloads or goes back, and patience when many sign at once. What went wrong is shown as the server writes it.
(() => {
  'use strict';

  // A tap waits this long for its answer; the server ends every call within 6 s, the rest is for slow networks.
  const answerWithinMs = 20000;
  // Tries that follow by themselves; then it is up to the signer.
  const triesMax = 8;
  // Seconds between tries: as long as the server says, or as long as nobody says anything, and never longer than the last.
  const waitSeconds = 3, waitSecondsMax = 60;
  const laterStatus = new Set([408, 429, 502, 503, 504]);

  // What the tab remembers; nothing where that is forbidden.
  const memory = {
    get: name => { try { return sessionStorage.getItem(name); } catch { return null; } },
    put: (name, value) => { try { sessionStorage.setItem(name, value); } catch { /* the hidden field holds it, too */ } },
    drop: name => { try { sessionStorage.removeItem(name); } catch { /* nothing was put there */ } },
  };

  const operationName = form => `petition-operation:${form.dataset.petition}`;
  const receiptName = form => `petition-receipt:${form.dataset.petition}`;

  // A random UUID (RFC 9562, version 4); pages without TLS have no function for it.
  const newId = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  };

  // The id is made at the first tap and kept until the server has answered, also when the page is loaded again.
  const keepId = form => {
    const field = form.elements.idempotencyKey;
    if (!field.value) field.value = memory.get(operationName(form)) || newId();
    memory.put(operationName(form), field.value);
    form.dataset.asked = '';
  };

  // Nobody knows whether it is stored: the same id again says so, also when the letter is closed by now.
  const isUnanswered = form => form.dataset.asked !== undefined || memory.get(operationName(form)) !== null;

  // The count says whether the letter is still open; the form says what it was when last looked at.
  const isClosed = () => document.querySelector('petition-counter')?.dataset.state === 'closed';
  const isClosedTo = form => isClosed() && !isUnanswered(form);
  let wasClosed = false;

  // How the form looks: ready or closed, being sent, or waiting for the next try.
  const view = form => {
    const box = form.querySelector('.sending');
    const [button, said, reload, retry, timer] = [form.querySelector('[type=submit]'), box.querySelector('[role=status]'),
      box.querySelector('.reload'), box.querySelector('.retry'), box.querySelector('[role=timer]')];
    button.dataset.ready ||= button.textContent;
    const set = (text, words, waits) => {
      // The focus must not stand on what goes away. The button itself stays focusable: it is only said to be disabled.
      if (!waits && retry.contains(document.activeElement)) button.focus();
      button.textContent = text || button.dataset.ready;
      if (text) button.setAttribute('aria-disabled', 'true');
      else button.removeAttribute('aria-disabled');
      // Seen on the button, read out here.
      said.textContent = words || text;
      retry.hidden = !waits;
      reload.hidden = !wasClosed;
      button.toggleAttribute('data-closed', wasClosed);
      box.classList.toggle('speaks', words !== '');
    };
    return {
      ready: words => {
        wasClosed = isClosedTo(form);
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

  const secondsOf = header => {
    const seconds = /^\d+$/.test(header || '') ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
    return Math.min(seconds > 0 ? seconds : waitSeconds, waitSecondsMax);
  };

  // One try. Without an answer nobody knows whether the signature is stored; the same id again is safe.
  const post = async (form, leaving) => {
    const unknown = { later: waitSeconds, why: 'unknown' };
    const slow = new AbortController(), timer = setTimeout(() => slow.abort(), answerWithinMs);
    leaving.addEventListener('abort', () => slow.abort());
    try {
      const answer = await fetch(form.action, {
        method: 'POST', body: new URLSearchParams(new FormData(form)), cache: 'no-store', signal: slow.signal,
        headers: { Accept: 'application/json, text/html;q=0.9' },
      });
      const type = answer.headers.get('Content-Type') || '', isPage = type.startsWith('text/html');
      if (answer.ok && type.startsWith('application/json')) return { stored: await answer.json() };
      // A front end of an older version leads to the page itself.
      if (answer.ok && answer.redirected && new URL(answer.url).pathname === new URL(form.dataset.thanks, location).pathname) return { stored: {} };
      if (laterStatus.has(answer.status)) {
        const refusal = isPage && parse(await answer.text()).querySelector('[data-refusal]');
        const isBusy = refusal ? refusal.dataset.refusal !== 'unconfirmed' : answer.status === 429;
        return { later: secondsOf(answer.headers.get('Retry-After')), why: isBusy ? 'busy' : 'unknown' };
      }
      return isPage && !answer.ok ? { page: parse(await answer.text()) } : unknown;
    } catch {
      // Without a network a try is in vain; the pause ends as soon as there is one.
      return navigator.onLine === false ? { later: waitSecondsMax, why: 'offline' } : unknown;
    } finally {
      clearTimeout(timer);
    }
  };

  const parse = html => new DOMParser().parseFromString(html, 'text/html');

  // Waits; true when there shall be another try. Never sooner than the server said, and not when everybody else comes back.
  const pause = (shown, seconds, run) => new Promise(resolve => {
    const until = Date.now() + seconds * 1000;
    const left = () => shown.left(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    const end = again => {
      clearTimeout(timer);
      clearInterval(ticking);
      removeEventListener('online', atOnce);
      resolve(again);
    };
    const atOnce = () => end(true);
    const timer = setTimeout(atOnce, seconds * 1000), ticking = setInterval(left, 1000);
    left();
    addEventListener('online', atOnce);
    shown.now.onclick = run.atOnce = atOnce;
    shown.stop.onclick = () => end(false);
    run.leaving.signal.addEventListener('abort', () => end(false));
  });

  // The page that the server would have shown: summary, errors at their fields, what was typed, or why there is no form any more.
  const become = page => {
    const [here, there] = [document.getElementById('content'), page.getElementById('content')];
    if (!there) return false;
    document.title = page.title;
    // The focus goes there below; the browser would complain that it is somewhere already.
    for (const element of there.querySelectorAll('[autofocus]')) element.removeAttribute('autofocus');
    here.replaceChildren(...there.childNodes);
    wasClosed = false;
    const first = document.getElementById('summary') || document.getElementById('sign-title') || here.querySelector('h1');
    first.tabIndex = -1;
    first.focus();
    first.scrollIntoView({ block: 'start' });
    prove();
    return true;
  };

  // Whoever is asked for a proof of work needs the script that does it, anew each time.
  const prove = () => {
    const proof = document.getElementById('proof');
    if (!proof) return;
    const script = document.createElement('script');
    script.src = proof.dataset.script;
    document.head.append(script);
  };

  const thank = (form, { receipt }) => {
    memory.drop(operationName(form));
    if (receipt) memory.put(receiptName(form), receipt);
    form.dataset.answered = '';
    delete form.dataset.asked;
    location.assign(form.dataset.thanks);
  };

  const send = async (form, run) => {
    const shown = view(form);
    keepId(form);
    // Whoever signs now must not find the receipt of somebody who sat here before.
    memory.drop(receiptName(form));
    for (let tries = 1; ; tries++) {
      run.atOnce = null;
      shown.sending();
      const answer = await post(form, run.leaving.signal);
      if (run.leaving.signal.aborted) return;
      if (answer.stored) return thank(form, answer.stored);
      if (answer.page) {
        memory.drop(operationName(form));
        if (!become(answer.page)) form.submit();
        return;
      }
      if (tries === triesMax) return shown.ready(shown.words.exhausted);
      shown.waiting(shown.words[answer.why]);
      // The wait grows, and differs from one signer to the next.
      const seconds = Math.min(answer.later * (1 + Math.random() + (tries - 1) / 2), waitSecondsMax + Math.random() * waitSeconds);
      if (!await pause(shown, Math.max(seconds, answer.later), run)) return run.leaving.signal.aborted || shown.ready(shown.words.stopped);
    }
  };

  let running = null;

  document.addEventListener('submit', async event => {
    const form = event.target;
    if (!form.dataset.thanks || event.defaultPrevented) return;
    event.preventDefault();
    if (!running && isClosedTo(form)) return view(form).ready();
    // A second tap is the same operation; while it waits it means "try now".
    if (running) {
      if (running.atOnce) running.atOnce();
      return;
    }
    const run = running = { leaving: new AbortController(), atOnce: null };
    try {
      await send(form, run);
    } catch {
      // Whatever it was, the form works without this script.
      form.submit();
    } finally {
      // A form that was thanked stays as it is until its page goes away.
      if (running === run && form.dataset.answered === undefined) running = null;
    }
  });

  // Whoever is filling in the form while the letter is closed is told once, and keeps what was typed: it may be opened again. What is
  // being sent gets its answer from the server.
  const heed = () => {
    const form = document.querySelector('form[data-thanks]');
    if (!form || running || wasClosed === isClosedTo(form)) return;
    view(form).ready();
  };
  new MutationObserver(heed).observe(document, { subtree: true, attributeFilter: ['data-state'] });
  heed();

  // What is typed after an answer is another operation.
  document.addEventListener('input', event => {
    const form = event.target.form;
    if (!form || form.dataset.answered === undefined) return;
    delete form.dataset.answered;
    form.elements.idempotencyKey.value = '';
  });

  // How long the form took, from its first touch to its sending. The page is the same for everybody, so only the browser can tell; where
  // this does not run nothing is said, and nothing is asked.
  let touched;
  document.addEventListener('input', event => {
    if (event.target.form?.dataset.thanks) touched ??= performance.now();
  });
  document.addEventListener('formdata', ({ target, formData }) => {
    if (touched !== undefined && target.elements.filledIn) formData.set('filledIn', Math.round(performance.now() - touched));
  });

  // The page may come back as it is now (back and forward): then with a button that works.
  addEventListener('pagehide', () => {
    if (!running) return;
    running.leaving.abort();
    running = null;
    const form = document.querySelector('form[data-thanks]');
    if (form) view(form).ready();
  });
})();
