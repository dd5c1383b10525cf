// <thicknet-lab>: the page in a frame, for other pages. One script, no dependency:
//
//   <script type="module" src="https://example.org/thicknet/thicknet-lab.js"></script>
//   <thicknet-lab scenario="hub-question" lang="ko" theme="dark"></thicknet-lab>
//
// Attributes: scenario (a name from the gallery), link (`#v1=…`), lang, theme. `element.say({ thicknet: 'play' })` gives
// the orders that messages.ts lists; what the frame tells comes as events of the names `thicknet-run` and so on.

/** The folder that this script lies in, and the page beside it. */
const HOME = new URL(import.meta.url.slice(0, import.meta.url.lastIndexOf('/') + 1));

class ThicknetLab extends HTMLElement {
  static readonly observedAttributes = ['scenario', 'link', 'lang', 'theme'];
  private readonly frame = document.createElement('iframe');
  private readonly hear = (event: MessageEvent): void => {
    if (event.source !== this.frame.contentWindow || typeof event.data?.thicknet !== 'string') return;
    this.dispatchEvent(new CustomEvent(`thicknet-${event.data.thicknet}`, { detail: event.data }));
  };

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      ':host { display: block; height: 640px } iframe { width: 100%; height: 100%; border: 0; color-scheme: normal }',
    );
    root.adoptedStyleSheets = [sheet];
    this.frame.allow = 'clipboard-write';
    root.append(this.frame);
  }

  connectedCallback(): void {
    addEventListener('message', this.hear);
    this.load();
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.hear);
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (this.isConnected && before !== after) this.load();
  }

  /** Gives the frame an order. */
  say(message: object): void {
    this.frame.contentWindow?.postMessage(message, HOME.origin);
  }

  private load(): void {
    const search = new URLSearchParams({ embed: '1' });
    for (const name of ['scenario', 'lang', 'theme']) {
      const value = this.getAttribute(name);
      if (value) search.set(name, value);
    }
    this.frame.title = this.getAttribute('title') ?? 'thicknet';
    const address = `${new URL('index.html', HOME)}?${search}${this.getAttribute('link') ?? ''}`;
    if (this.frame.src !== address) this.frame.src = address;
  }
}

if (!customElements.get('thicknet-lab')) customElements.define('thicknet-lab', ThicknetLab);
