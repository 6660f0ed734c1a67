/*
 * <petition-counter petition="slug" lang="de"><a href="…">Sign</a></petition-counter>
 *
 * Shows how many have signed, live. A link inside stays; what has slot="count" stays until there is a count.
 * The page's CSS sets --petition-counter-… for colours, and color-scheme for light or dark.
 */
(() => {
  const name = 'petition-counter';
  // The counts are where this file came from, known while it first runs.
  const source = document.currentScript?.src;
  if (!('adoptedStyleSheets' in document) || customElements.get(name)) return;
  const { origin } = new URL(source || location.href);

  // A stream holds one of six connections to a site: only for our own pages, and no frames.
  const mayStream = origin === location.origin && self === top;
  let streamsLeft = 2;

  const second = 1000, minute = 60 * second, hour = 60 * minute, hours = 24;
  const stillness = matchMedia('(prefers-reduced-motion: reduce)');

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

  // A policy without style-src allows it. The box starts from nothing: no rule of the page reaches it.
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
    button { all: unset; display: flex; margin-right: -6px; padding: 6px; width: 12px; height: 12px; border-radius: 4px; cursor: pointer; fill: var(--quiet); }
    :focus-visible, ::slotted(a:focus-visible) { outline: 3px solid var(--ink) !important; outline-offset: 2px !important; }
    .figure { margin-bottom: .5em; }
    .number {
      margin-right: .15em; color: var(--ink); font: 600 2.4em/1.1 var(--petition-counter-number-font, var(--font));
      font-variant-numeric: tabular-nums;
    }
    progress {
      appearance: none; display: block; width: 100%; height: .625em; border: 0; border-radius: 1em; overflow: hidden;
      background: var(--line);
    }
    ::-webkit-progress-bar { background: var(--line); }
    ::-webkit-progress-value { background: var(--deep); border-radius: 1em; }
    ::-moz-progress-bar { background: var(--deep); border-radius: 1em; }
    ::slotted(a) {
      all: unset !important; display: inline-block !important; margin-top: 1em !important; padding: .6em min(1.25em, 50% - 4.4em) !important;
      box-sizing: border-box !important; max-width: 100% !important; text-align: center !important;
      border-radius: var(--round) !important; cursor: pointer !important; font-weight: 600 !important;
      background: var(--deep) !important; color: var(--on) !important;
    }
    .unseen { clip-path: inset(50%); }
    .unseen, .air { position: absolute; inset: 0; overflow: hidden; pointer-events: none; }
    i { position: absolute; left: 50%; top: 3em; width: .5em; height: .8em; animation: fly 1.8s ease-out; }
    @keyframes fly { to { opacity: 0; transform: rotate(var(--turn)) translateX(var(--far)); } }`);

  const put = (element, attributes, ...inside) => {
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.append(...inside);
    return element;
  };
  const make = (tag, ...rest) => put(document.createElement(tag), ...rest);
  const draw = (tag, ...rest) => put(document.createElementNS('http://www.w3.org/2000/svg', tag), ...rest);
  const named = (tag, part, ...inside) => make(tag, { class: part, part }, ...inside);

  class PetitionCounter extends HTMLElement {
    static observedAttributes = ['petition', 'lang'];

    // What is shown.
    #fallback = make('slot', { name: 'count' });
    #title = named('span', 'title');
    #old = named('span', 'old');
    #spark = draw('svg', { class: 'spark', role: 'img', viewBox: `0 0 ${hours - 1} 18`, preserveAspectRatio: 'none' });
    #icon = draw('path');
    #button = make('button', { part: 'pause' }, draw('svg', { viewBox: '0 0 12 12' }, this.#icon));
    #number = named('span', 'number', '\xa0');
    #text = named('span', 'text');
    #bar = named('progress', 'bar');
    #live = make('div', {},
      named('div', 'head', this.#title, this.#spark, this.#button),
      named('div', 'figure', this.#number, ' ', this.#text, ' ', this.#old),
      this.#bar);
    #said = make('div', { class: 'unseen', role: 'status' });
    // Beyond it, paper would make pages scroll.
    #air = make('div', { class: 'air' });
    #box = named('div', 'box', this.#fallback, this.#live, make('slot'), this.#said, this.#air);
    #words;
    #locale;
    #shown;
    #frame;
    #celebration;

    // What is known.
    #slug;
    #warned;
    #answer;
    #celebrated;

    // How it is kept up to date.
    #paused = false;
    #isWrong;
    #isDue;
    #asking;
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
        this.#look();
      };
      this.#fallback.onslotchange = () => this.#arrange();
    }

    connectedCallback() {
      document.addEventListener('visibilitychange', this.#look);
      this.attributeChangedCallback();
    }

    disconnectedCallback() {
      document.removeEventListener('visibilitychange', this.#look);
      this.#look();
    }

    // Scripts set one attribute after the other.
    attributeChangedCallback() {
      if (!this.#isDue) queueMicrotask(() => this.#restart());
      this.#isDue = true;
    }

    #restart() {
      this.#isDue = false;
      if (!this.isConnected) return;
      const slug = this.getAttribute('petition') || '';
      if (slug !== this.#slug) {
        this.#stop();
        this.#slug = slug;
        this.#answer = null;
        this.#celebrated = this.#failures = this.#streamFrom = 0;
        this.#paused = this.#isWrong = false;
      }
      this.#historyFrom = 0;
      this.#spark.replaceChildren();
      this.#speak();
      if (!/^[a-z][a-z0-9-]{2,63}$/.test(slug)) this.#giveUp();
      this.#arrange();
      this.#look();
    }

    // Nothing is asked for that nobody sees.
    get #isWatched() {
      return this.isConnected && !document.hidden && !this.#paused && !this.#isWrong;
    }

    #look = () => {
      if (!this.#isWatched) this.#stop();
      else if (!this.#asking) this.#ask();
    };

    #stop() {
      clearTimeout(this.#timer);
      this.#asking = null;
      this.#unfollow();
      if (this.#answer) this.#show(this.#answer.count);
    }

    // The link stays; whoever built the page is told once.
    #giveUp() {
      this.#isWrong = true;
      this.#stop();
      this.#arrange();
      if (this.#warned === this.#slug) return;
      this.#warned = this.#slug;
      console.warn(`<${name}>: ${origin} has no petition "${this.#slug}". Correct the attribute petition.`);
    }

    // Always asks the server (304 while nothing moves): the browser's copy may be old.
    #fetch(what, cache) {
      return fetch(`${origin}/api/v1/petitions/${this.#slug}/${what}`,
        { cache, credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(15 * second) });
    }

    async #ask() {
      clearTimeout(this.#timer);
      const asking = this.#asking = {};
      let answer = null;
      try {
        const reply = await this.#fetch('count', 'no-cache');
        if (reply.ok) answer = await reply.json();
        if (reply.status === 404 && this.#asking === asking) {
          if (!this.#answer) return this.#giveUp();
          // It may be known again, and anew.
          this.#answer.version = -1;
        }
      } catch { /* It may be over soon. */ }
      if (this.#asking !== asking) return;
      this.#asking = null;

      if (this.#take(answer)) {
        this.#failures = 0;
        this.#follow();
        if (Date.now() > this.#historyFrom) this.#remember();
      } else {
        this.#failures++;
        this.#arrange();
      }
      // With a stream as well: something may swallow its events.
      const wait = this.#stream ? minute : Math.min((this.#pollMs || 5 * second) * 2 ** this.#failures, 5 * minute);
      this.#timer = setTimeout(this.#look, wait * (0.8 + 0.4 * Math.random()));
    }

    #follow() {
      if (!mayStream || this.#stream || !streamsLeft || Date.now() < this.#streamFrom) return;
      const stream = this.#stream = new EventSource(`${origin}/api/v1/petitions/${this.#slug}/count/stream`);
      streamsLeft--;
      let failures = 0;
      stream.onmessage = event => {
        failures = 0;
        this.#take(JSON.parse(event.data));
      };
      // A refusal closes a stream; a broken one may come back.
      stream.onerror = () => {
        if (stream.readyState !== EventSource.CLOSED && ++failures < 3) return;
        this.#unfollow();
        this.#streamFrom = Date.now() + 2 * minute * (1 + Math.random());
        this.#look();
      };
    }

    #unfollow() {
      if (this.#stream) streamsLeft++;
      this.#stream?.close();
      this.#stream = null;
    }

    // Only a higher version, after a withdrawal, lowers the number. True if the answer makes sense.
    #take(answer) {
      if (!(answer?.count >= 0 && answer.version >= 0)) return false;
      const last = this.#answer;
      if (last && answer.version < last.version) return true;
      this.#pollMs = Math.max(second, answer.nextPollMs || 0);
      const { count, goal } = last?.version === answer.version && last.count > answer.count ? last : answer;
      this.#answer = answer = { ...answer, count, goal };
      this.dataset.state = answer.state;
      this.#describe();
      this.#arrange();
      if (last?.count !== answer.count) this.#move(last ? this.#shown : answer.count, answer.count);
      if (last?.goal > last?.count && answer.count >= last.goal) this.#celebrate(last.goal);
      return true;
    }

    #move(from, to) {
      const began = performance.now();
      const step = now => {
        const left = from < to && !stillness.matches ? Math.max(0, 1 - (now - began) / 700) : 0;
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
      this.#said.textContent = this.#title.textContent = this.#words.reached.replace('#', this.#format(goal));
      for (let turn = 0; turn < 1 && !stillness.matches; turn += 0.04) {
        const paper = make('i');
        paper.style.cssText = `background: hsl(${turn * 1800} 70% 50%); --turn: ${turn}turn; --far: ${4 + Math.random() * 7}em`;
        paper.onanimationend = () => paper.remove();
        this.#air.append(paper);
      }
      clearTimeout(this.#celebration);
      this.#celebration = setTimeout(() => this.#speak(), 10 * second);
    }

    // Signatures per hour; longer periods are spread evenly. The line ends outside.
    async #remember() {
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
          draw('title', {}, this.#words.day.replace('#', this.#format(Math.round(day)))),
          draw('path', { d: `M-1 18L${line}L${hours} 18` }));
      } catch { /* No line then. */ }
    }

    // With its country: de-AT and de-CH write numbers differently.
    #speak() {
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
      put(this.#button, { title, 'aria-label': title });
      put(this.#icon, { d: this.#paused ? 'M2 1l9 5-9 5z' : 'M2 1h3v10H2zM7 1h3v10H7z' });
    }

    #describe() {
      const { count, goal, stale, asOf, state } = this.#answer;
      const { one, many, of, passed } = this.#words;
      this.#text.textContent = (goal ? (count < goal ? of : passed) : count === 1 ? one : many).replace('#', this.#format(goal));
      this.#bar.hidden = !goal;
      this.#bar.max = goal || 1;
      put(this.#bar, { 'aria-label': `${this.#format(count)} ${this.#text.textContent}` });
      const time = new Date(asOf).toLocaleTimeString(this.#locale, { timeStyle: 'short' });
      this.#old.textContent = stale ? this.#words.asOf.replace('#', time) : this.#words[state] || '';
    }

    // The count once there is one; until then its place, or what the page put there.
    #arrange() {
      const isLive = this.#answer && !this.#isWrong;
      this.#fallback.hidden = isLive;
      this.#live.hidden = !isLive && (this.#fallback.assignedNodes().length || this.#isWrong || this.#failures);
      this.#live.className = isLive ? '' : 'waiting';
    }

    #format(number) {
      return new Intl.NumberFormat(this.#locale).format(number);
    }
  }

  customElements.define(name, PetitionCounter);
})();
