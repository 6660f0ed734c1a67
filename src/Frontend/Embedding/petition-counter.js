/*
 * <petition-counter petition="slug" lang="de"><strong slot="heading">…</strong> <a href="…">Sign</a></petition-counter>
 *
 * Live count of a petition. Heading and link are kept; content with slot="count" is shown until the count is loaded.
 * CSS of the page: --petition-counter-… sets colours, color-scheme light or dark.
 */
(() => {
  const name = 'petition-counter';
  if (!('adoptedStyleSheets' in document) || customElements.get(name)) return;
  // The API is on the script's origin. A module has no currentScript, but the first address in a stack trace is its own. import.meta would
  // be a syntax error in a classic script.
  const { origin } = new URL(document.currentScript?.src || Error().stack.match(/http[^\s)]+/));

  // HTTP/1.1 allows 6 connections per origin and a stream holds one: only own pages, no frames.
  const mayStream = origin === location.origin && self === top;
  let streamsLeft = 2;

  const second = 1000, minute = 60 * second, hour = 60 * minute, hours = 24;
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');

  const languages = {
    en: {
      title: 'Signatures so far', one: 'signature', many: 'signatures', of: 'of # signatures',
      passed: 'signatures, the goal of # is reached', reached: '# signatures reached!', day: '# in the last 24 hours',
      asOf: '(as of #)', closed: '(closed)', pause: 'Pause the live count', resume: 'Resume the live count',
    },
    de: {
      title: 'Unterschriften bisher', one: 'Unterschrift', many: 'Unterschriften', of: 'von # Unterschriften',
      passed: 'Unterschriften, das Ziel von # ist erreicht', reached: '# Unterschriften erreicht!', day: '# in den letzten 24 Stunden',
      asOf: '(Stand #)', closed: '(beendet)', pause: 'Zähler anhalten', resume: 'Zähler weiterlaufen lassen',
    },
  };

  // Works under any style-src. The box resets all properties: no rule of the page applies.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; color-scheme: inherit; display: block; }
    :host([hidden]), [hidden] { display: none !important; }
    .box {
      all: initial; color-scheme: inherit; position: relative; display: block; box-sizing: border-box; overflow-wrap: break-word;
      --ink: var(--petition-counter-color, #1d2327);
      --quiet: var(--petition-counter-muted, #5a6268);
      --line: var(--petition-counter-track, #d9d3c7);
      --deep: var(--petition-counter-accent, #0b6e63);
      --on: var(--petition-counter-on-accent, #ffffff);
      --paper: var(--petition-counter-background, #fffdf9);
      --round: var(--petition-counter-radius, .5em);
      padding: var(--petition-counter-padding, 1em 1.25em);
      border: var(--petition-counter-border, 1px solid var(--line));
      border-radius: var(--round);
      background: var(--paper);
      color: var(--quiet);
      --font: var(--petition-counter-font, system-ui, sans-serif);
      font: var(--petition-counter-size, medium)/1.55 var(--font);
    }
    @supports (color: light-dark(red, red)) {
      .box {
        --ink: var(--petition-counter-color, light-dark(#1d2327, #ece8e0));
        --quiet: var(--petition-counter-muted, light-dark(#5a6268, #a7adb1));
        --line: var(--petition-counter-track, light-dark(#d9d3c7, #363d42));
        --deep: var(--petition-counter-accent, light-dark(#0b6e63, #58c2b1));
        --on: var(--petition-counter-on-accent, light-dark(#ffffff, #06211d));
        --paper: var(--petition-counter-background, light-dark(#fffdf9, #1d2226));
      }
    }
    .waiting { visibility: hidden; }
    .head { display: flex; align-items: center; gap: .5em; min-height: 24px; font-size: .9em; font-weight: 600; line-height: 1.4; }
    .title { flex: none; max-width: calc(100% - 2em); margin-right: auto; }
    .old { font-size: .9em; white-space: nowrap; }
    .spark { width: 96px; height: 18px; min-width: 0; fill: var(--deep); fill-opacity: .15; stroke: var(--deep); stroke-width: 1.5; }
    .spark:empty { display: none; }
    path { vector-effect: non-scaling-stroke; }
    button {
      all: unset; display: flex; margin-right: -6px; padding: 6px; width: 12px; height: 12px; border-radius: 4px; cursor: pointer;
      fill: var(--quiet);
    }
    :focus-visible, ::slotted(a:focus-visible) { outline: 3px solid var(--ink) !important; outline-offset: 2px !important; }
    .figure { margin-bottom: .5em; }
    .number {
      margin-right: .15em; color: var(--ink); font: 600 2.4em/1.1 var(--petition-counter-number-font, var(--font));
      font-variant-numeric: tabular-nums;
    }
    progress {
      appearance: none; display: block; width: 100%; height: .625em; border: 1px solid transparent; border-radius: 1em; overflow: hidden;
      background: var(--line) padding-box;
    }
    ::-webkit-progress-bar { background: var(--line); }
    ::-webkit-progress-value { background: var(--deep); border-radius: 1em; }
    ::-moz-progress-bar { background: var(--deep); border-radius: 1em; }
    ::slotted([slot=heading]) {
      all: unset !important; display: block !important; margin-bottom: .5em !important; font-weight: 600 !important;
      color: var(--ink) !important;
    }
    ::slotted(a) {
      all: unset !important; display: inline-block !important; margin-top: 1em !important;
      padding: .6em min(1.25em, 50% - 4.4em) !important; box-sizing: border-box !important; max-width: 100% !important;
      text-align: center !important;
      border-radius: var(--round) !important; cursor: pointer !important; font-weight: 600 !important;
      background: var(--deep) !important; color: var(--on) !important;
    }
    @media (forced-colors: active) {
      progress { forced-color-adjust: none; --line: Canvas; --deep: Highlight; border-color: CanvasText; }
      ::slotted(a) { border: 1px solid !important; }
    }
    .unseen { clip-path: inset(50%); }
    .unseen, .air { position: absolute; inset: 0; overflow: hidden; pointer-events: none; }
    i { position: absolute; left: 50%; top: 3em; width: .5em; height: .8em; animation: fly 1.8s ease-out; }
    @keyframes fly { to { opacity: 0; transform: rotate(var(--turn)) translateX(var(--far)); } }`);

  const build = (element, attributes, ...inside) => {
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.append(...inside);
    return element;
  };
  const make = (tag, ...rest) => build(document.createElement(tag), ...rest);
  const makeSvg = (tag, ...rest) => build(document.createElementNS('http://www.w3.org/2000/svg', tag), ...rest);
  const makePart = (tag, part, ...inside) => make(tag, { class: part, part }, ...inside);

  class PetitionCounter extends HTMLElement {
    static observedAttributes = ['petition', 'lang'];

    // View.
    #fallback = make('slot', { name: 'count' });
    #title = makePart('span', 'title');
    #state = makePart('span', 'old');
    #spark = makeSvg('svg', { class: 'spark', role: 'img', viewBox: `0 0 ${hours - 1} 18`, preserveAspectRatio: 'none' });
    #icon = makeSvg('path');
    #button = make('button', { part: 'pause' }, makeSvg('svg', { viewBox: '0 0 12 12' }, this.#icon));
    #number = makePart('span', 'number', '\xa0');
    #text = makePart('span', 'text');
    #bar = makePart('progress', 'bar');
    #live = make('div', {},
      makePart('div', 'head', this.#title, this.#spark, this.#button),
      makePart('div', 'figure', this.#number, ' ', this.#text, ' ', this.#state),
      this.#bar);
    #status = make('div', { class: 'unseen', role: 'status' });
    // Clips the confetti: the page must not scroll.
    #confetti = make('div', { class: 'air' });
    #box = makePart('div', 'box',
      make('slot', { name: 'heading' }), this.#fallback, this.#live, make('slot'), this.#status, this.#confetti);
    #words;
    #locale;
    #shown;
    #frame;
    #celebrateTimer;

    // Data.
    #slug;
    #warned;
    #answer;
    #celebrated;

    // Updates.
    #paused = false;
    #isUnknown;
    #isQueued;
    #request;
    #timer;
    #failures;
    #pollMs;
    #stream;
    #streamFrom;
    #historyFrom;

    constructor() {
      super();
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [sheet];
      root.append(this.#box);
      this.#button.onclick = () => {
        this.#paused = !this.#paused;
        this.#label();
        this.#update();
      };
      this.#fallback.onslotchange = () => this.#layout();
    }

    connectedCallback() {
      document.addEventListener('visibilitychange', this.#update);
      this.attributeChangedCallback();
    }

    disconnectedCallback() {
      document.removeEventListener('visibilitychange', this.#update);
      this.#update();
    }

    // Once for all attributes set in one task.
    attributeChangedCallback() {
      if (!this.#isQueued) queueMicrotask(() => this.#restart());
      this.#isQueued = true;
    }

    #restart() {
      this.#isQueued = false;
      if (!this.isConnected) return;
      const slug = this.getAttribute('petition') || '';
      if (slug !== this.#slug) {
        this.#stop();
        this.#slug = slug;
        this.#answer = null;
        this.#celebrated = this.#failures = this.#streamFrom = 0;
        this.#paused = this.#isUnknown = false;
      }
      this.#historyFrom = 0;
      this.#spark.replaceChildren();
      this.#localize();
      if (!/^[a-z][a-z0-9-]{2,63}$/.test(slug)) this.#giveUp();
      this.#layout();
      this.#update();
    }

    // No requests while hidden or paused.
    get #isActive() {
      return this.isConnected && !document.hidden && !this.#paused && !this.#isUnknown;
    }

    #update = () => {
      if (!this.#isActive) this.#stop();
      else if (!this.#request) this.#poll();
    };

    #stop() {
      clearTimeout(this.#timer);
      this.#request = null;
      this.#closeStream();
      if (this.#answer) this.#show(this.#answer.count);
    }

    // Keeps the link and warns once per slug.
    #giveUp() {
      this.#isUnknown = true;
      this.#stop();
      this.#layout();
      if (this.#warned === this.#slug) return;
      this.#warned = this.#slug;
      console.warn(`<${name}>: ${origin} has no petition "${this.#slug}". Correct it, or load the script from the petition's site.`);
    }

    // 'no-cache' revalidates (304 if unchanged).
    #fetch(what, cache) {
      return fetch(`${origin}/api/v1/petitions/${this.#slug}/${what}`,
        { cache, credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(15 * second) });
    }

    async #poll() {
      clearTimeout(this.#timer);
      const request = this.#request = {};
      let answer = null;
      try {
        const reply = await this.#fetch('count', 'no-cache');
        if (reply.ok) answer = await reply.json();
        if (reply.status === 404 && this.#request === request) {
          if (!this.#answer) return this.#giveUp();
          // If published again, versions restart.
          this.#answer.version = -1;
        }
      } catch { /* Retried below. */ }
      if (this.#request !== request) return;
      this.#request = null;

      if (this.#apply(answer)) {
        this.#failures = 0;
        this.#openStream();
        if (Date.now() > this.#historyFrom) this.#loadHistory();
      } else {
        this.#failures++;
        this.#layout();
      }
      // Also with a stream: a proxy may hold back events.
      const wait = this.#stream ? minute : Math.min((this.#pollMs || 5 * second) * 2 ** this.#failures, 5 * minute);
      this.#timer = setTimeout(this.#update, wait * (0.8 + 0.4 * Math.random()));
    }

    #openStream() {
      if (!mayStream || this.#stream || !streamsLeft || Date.now() < this.#streamFrom) return;
      const stream = this.#stream = new EventSource(`${origin}/api/v1/petitions/${this.#slug}/count/stream`);
      streamsLeft--;
      let failures = 0;
      stream.onmessage = event => {
        failures = 0;
        this.#apply(JSON.parse(event.data));
      };
      // A refusal closes the stream; after an error it reconnects.
      stream.onerror = () => {
        if (stream.readyState !== EventSource.CLOSED && ++failures < 3) return;
        this.#closeStream();
        this.#streamFrom = Date.now() + 2 * minute * (1 + Math.random());
        this.#update();
      };
    }

    #closeStream() {
      if (this.#stream) streamsLeft++;
      this.#stream?.close();
      this.#stream = null;
    }

    // Only a newer version lowers the count (withdrawals). False if the answer is invalid.
    #apply(answer) {
      if (!(answer?.count >= 0 && answer.version >= 0)) return false;
      const last = this.#answer;
      if (last && answer.version < last.version) return true;
      this.#pollMs = Math.max(second, answer.nextPollMs || 0);
      const { count, goal } = last?.version === answer.version && last.count > answer.count ? last : answer;
      this.#answer = answer = { ...answer, count, goal };
      this.dataset.state = answer.state;
      this.#describe();
      this.#layout();
      if (last?.count !== answer.count) this.#animate(last ? this.#shown : answer.count, answer.count);
      if (last?.goal > last?.count && answer.count >= last.goal) this.#celebrate(last.goal);
      return true;
    }

    #animate(from, to) {
      const began = performance.now();
      const step = now => {
        const left = from < to && !reducedMotion.matches ? Math.max(0, 1 - (now - began) / 700) : 0;
        this.#show(Math.round(to - (to - from) * Math.min(1, left) ** 3));
        if (left) this.#frame = requestAnimationFrame(step);
      };
      cancelAnimationFrame(this.#frame);
      step(began);
    }

    #show(count) {
      if (count === this.#answer.count) cancelAnimationFrame(this.#frame);
      this.#shown = this.#bar.value = count;
      this.#number.textContent = this.#format(count);
    }

    #celebrate(goal) {
      if (goal <= this.#celebrated) return;
      this.#celebrated = goal;
      this.#status.textContent = this.#title.textContent = this.#words.reached.replace('#', this.#format(goal));
      for (let turn = 0; turn < 1 && !reducedMotion.matches; turn += 0.04) {
        const piece = make('i');
        piece.style.cssText = `background: hsl(${turn * 1800} 70% 50%); --turn: ${turn}turn; --far: ${4 + Math.random() * 7}em`;
        piece.onanimationend = () => piece.remove();
        this.#confetti.append(piece);
      }
      clearTimeout(this.#celebrateTimer);
      this.#celebrateTimer = setTimeout(() => this.#localize(), 10 * second);
    }

    // Signatures per hour; periods are spread evenly over their hours.
    async #loadHistory() {
      this.#historyFrom = Date.now() + 10 * minute;
      const slug = this.#slug;
      try {
        const { asOf, periods } = await (await this.#fetch('history')).json();
        if (slug !== this.#slug) return;
        const since = Date.parse(asOf) - hours * hour;
        const perHour = new Array(hours).fill(0);
        for (const period of periods) {
          const from = (Date.parse(period.from) - since) / hour, to = (Date.parse(period.to) - since) / hour;
          for (let at = Math.max(0, Math.floor(from)); at < Math.min(hours, to); at++)
            perHour[at] += period.signatures * (Math.min(to, at + 1) - Math.max(from, at)) / (to - from);
        }
        const most = Math.max(...perHour);
        if (!most) return this.#spark.replaceChildren();
        const line = perHour.map((count, index) => `${index} ${17 - 16 * count / most}`).join('L');
        const day = perHour.reduce((sum, count) => sum + count);
        this.#spark.replaceChildren(
          makeSvg('title', {}, this.#words.day.replace('#', this.#format(Math.round(day)))),
          makeSvg('path', { d: `M-1 18L${line}L${hours} 18` }));
      } catch { /* No sparkline. */ }
    }

    // Keeps the region: de-AT and de-CH format numbers differently.
    #localize() {
      const tag = (this.closest('[lang]') || document.documentElement).lang || 'en';
      const language = tag.slice(0, 2).toLowerCase();
      this.#words = languages[language] || languages.en;
      try {
        [this.#locale] = Intl.getCanonicalLocales(languages[language] ? tag : 'en');
      } catch {
        this.#locale = language;
      }
      this.#title.textContent = this.#words.title;
      this.#box.lang = this.#locale;
      this.#label();
      if (this.#answer) {
        this.#show(this.#answer.count);
        this.#describe();
      }
    }

    #label() {
      const title = this.#paused ? this.#words.resume : this.#words.pause;
      build(this.#button, { title, 'aria-label': title });
      build(this.#icon, { d: this.#paused ? 'M2 1l9 5-9 5z' : 'M2 1h3v10H2zM7 1h3v10H7z' });
    }

    #describe() {
      const { count, goal, stale, asOf, state } = this.#answer;
      const { one, many, of, passed } = this.#words;
      this.#text.textContent = (goal ? (count < goal ? of : passed) : count === 1 ? one : many).replace('#', this.#format(goal));
      this.#bar.hidden = !goal;
      this.#bar.max = goal || 1;
      build(this.#bar, { 'aria-label': `${this.#format(count)} ${this.#text.textContent}` });
      const time = new Date(asOf).toLocaleTimeString(this.#locale, { timeStyle: 'short' });
      this.#state.textContent = stale ? this.#words.asOf.replace('#', time) : this.#words[state] || '';
    }

    // The count if loaded; until then the page's own, or space for it.
    #layout() {
      const isLive = this.#answer && !this.#isUnknown;
      this.#fallback.hidden = isLive;
      this.#live.hidden = !isLive && (this.#fallback.assignedNodes().length || this.#isUnknown || this.#failures);
      this.#live.className = isLive ? '' : 'waiting';
    }

    #format(number) {
      return new Intl.NumberFormat(this.#locale).format(number);
    }
  }

  customElements.define(name, PetitionCounter);
})();
