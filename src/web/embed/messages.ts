// A page inside another page: what the two may say to each other by postMessage.
//
//   to thicknet      { thicknet: 'open', scenario, seed? }   a name from the gallery, or a scenario as text
//                    { thicknet: 'link', hash }              a `#v1=` link
//                    { thicknet: 'seek', atPs }  { thicknet: 'play' }  { thicknet: 'pause' }
//                    { thicknet: 'show', fromPs, toPs }  { thicknet: 'select', pick }
//                    { thicknet: 'language', language }  { thicknet: 'theme', theme }
//   from thicknet    { thicknet: 'ready' }  { thicknet: 'run', status, fingerprint, expect }
//                    { thicknet: 'cursor', atPs }  { thicknet: 'selected', pick }  { thicknet: 'refused', message }
//
// Only the page around it is listened to, and nothing that it says is run as code.
import { effect } from '@preact/signals';
import { openLink } from '../link/address.js';
import { isPick } from '../link/link.js';
import { gallery, openExhibit } from '../state/gallery.js';
import { theme } from '../state/preferences.js';
import { type Pick, selected, selectNamed } from '../state/selection.js';
import { open, refusal, report, status } from '../state/session.js';
import { cursorPs, moveTo, playing, show } from '../state/time.js';
import { LANGUAGES, language } from '../text/bilingual.js';

type Message = Readonly<Record<string, unknown>>;

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

const ORDERS: Readonly<Record<string, (message: Message) => void>> = {
  open: ({ scenario, seed }) => {
    if (typeof scenario !== 'string') return;
    if (gallery.some(({ name }) => name === scenario)) return void openExhibit(scenario);
    const wanted = Number.isSafeInteger(seed) ? (seed as number) : undefined;
    open({ text: scenario, file: 'scenario', capture: undefined, seed: wanted, untilPs: undefined });
  },
  link: ({ hash }) => {
    if (typeof hash === 'string') void openLink(hash);
  },
  seek: ({ atPs }) => {
    if (isTime(atPs)) moveTo(atPs);
  },
  show: ({ fromPs, toPs }) => {
    if (isTime(fromPs) && isTime(toPs) && toPs > fromPs) show(fromPs, toPs);
  },
  play: () => {
    playing.value = true;
  },
  pause: () => {
    playing.value = false;
  },
  select: ({ pick }) => {
    if (pick === null || isPick(pick)) selectNamed((pick as Pick | null) ?? undefined);
  },
  language: (message) => {
    language.value = LANGUAGES.find((one) => one === message.language) ?? language.value;
  },
  theme: (message) => {
    const wanted = message.theme;
    if (wanted === 'light' || wanted === 'dark' || wanted === 'auto') theme.value = wanted;
  },
};

/** Listens to the page around this one, if there is one, and tells it what happens. */
export function talkToParent(): void {
  const { parent } = window;
  if (parent === window) return;
  addEventListener('message', ({ source, data }) => {
    if (source !== parent || typeof data !== 'object' || data === null) return;
    const order = (data as Message).thicknet;
    if (typeof order === 'string' && Object.hasOwn(ORDERS, order)) ORDERS[order]!(data as Message);
  });
  // What is told is on the screen of whoever embeds it anyway: any page may hear it.
  const tell = (message: Message): void => parent.postMessage(message, '*');
  effect(() => {
    const { fingerprint, expect } = report.value ?? {};
    tell({ thicknet: 'run', status: status.value, fingerprint: fingerprint ?? null, expect: expect ?? null });
  });
  effect(() => tell({ thicknet: 'cursor', atPs: cursorPs.value }));
  effect(() => tell({ thicknet: 'selected', pick: selected.value ?? null }));
  effect(() => {
    if (refusal.value) tell({ thicknet: 'refused', message: refusal.value.message });
  });
  tell({ thicknet: 'ready' });
}
