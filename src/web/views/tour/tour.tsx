// The guided tour: one card above the views, which it leads to what it speaks of.
import './tour.css';
import { batch, computed, effect, signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { knownText, openExhibit } from '../../state/gallery.js';
import { bindKeys } from '../../state/keys.js';
import { selected } from '../../state/selection.js';
import { request, status, tape } from '../../state/session.js';
import { cursorPs, playing, show } from '../../state/time.js';
import { bilingual, LANGUAGES, language } from '../../text/bilingual.js';
import { unbroken } from '../../widgets/format.js';
import { Icon } from '../../widgets/icons.js';
import { onStage } from './onstage.js';
import { STOPS, TOUR_SCENARIO } from './stops.js';

const words = bilingual({
  tour: ['Guided tour', '둘러보기'],
  heading: [
    (number: number, of: number) => `Tour, stop ${number} of ${of}`,
    (number: number, of: number) => `둘러보기 ${number}/${of}`,
  ],
  back: ['Back', '이전'],
  next: ['Next', '다음'],
  end: ['Finish', '마침'],
  close: ['Close the tour', '둘러보기 닫기'],
  stops: ['Stops', '정거장'],
  coming: ['The scenario is being run…', '시나리오를 실행하는 중…'],
  elsewhere: ['Show it again', '다시 보여 주기'],
  elsewhereTitle: ['Back to what is spoken of', '설명하는 곳으로 돌아가기'],
  escape: ['close the tour', '둘러보기 닫기'],
  keys: ['Keys ← → go to the stop before and the next one, Esc closes', '← → 키로 이전·다음, Esc로 닫기'],
  away: [
    'Another run is in view. The tour goes on in its own.',
    '다른 실행을 보고 있습니다. 둘러보기는 원래 실행에서 이어집니다.',
  ],
  return: ['Back to the tour', '둘러보기로 돌아가기'],
});

/** The stop in view, from 0; -1 while there is no tour. */
const stop = signal(-1);

/** Whether the tour is open. */
export const touring = computed(() => stop.value >= 0);

/** The run of the tour, as soon as it is the one in view and over; undefined until then. */
const stage = computed(() => {
  if (stop.value < 0 || status.value !== 'over' || !tape.value || !isTourRun()) return undefined;
  return onStage(tape.value);
});

function isTourRun(): boolean {
  const its = request.value;
  return its?.text !== undefined && its.text === knownText(TOUR_SCENARIO) && its.capture === undefined;
}

/** Another run is in view than the tour's, or a changed one. */
const away = computed(() => stop.value >= 0 && status.value !== 'building' && !!request.value && !isTourRun());

const look = computed(() => (stage.value ? STOPS[stop.value]?.look(stage.value) : undefined));

/** The view that a stop speaks of: it stands right below the text. */
export const spokenOf = computed(() => look.value?.view);

/** Opens the tour at a stop, from 1; beyond the ends it is the first or the last. */
export function openTour(number: number): void {
  stop.value = Math.min(Math.max(1, Math.round(number)), STOPS.length) - 1;
  returnToRun();
}

function returnToRun(): void {
  if (status.peek() === 'building' || !isTourRun()) void openExhibit(TOUR_SCENARIO);
}

const IN_ADDRESS = /^#tour(?:=(\d{1,3}))?$/;

/** Opens the tour when an address asks for it (`#tour=3`); answers whether it does. */
export function openTourAt(hash: string): boolean {
  const number = IN_ADDRESS.exec(hash);
  if (!number) return false;
  openTour(Number(number[1] ?? 1));
  return true;
}

export function closeTour(): void {
  stop.value = -1;
  document.getElementById('tour-button')?.focus();
}

function go(by: number): void {
  const next = stop.peek() + by;
  if (next >= STOPS.length) closeTour();
  // By the address, so that the browser's own way back leads through the stops.
  else if (next >= 0) location.hash = `#tour=${next + 1}`;
}

/** Leads the views, and keeps the address: to be called once. */
export function keepTour(): void {
  effect(() => {
    if (look.value) lead();
  });
  let wasOpen = false;
  effect(() => {
    const open = stop.value >= 0;
    const wanted = open ? `#tour=${stop.value + 1}` : '';
    const mayChange = open || (wasOpen && IN_ADDRESS.test(location.hash));
    wasOpen = open;
    if (location.hash === wanted || !mayChange) return;
    history.replaceState(null, '', `${location.pathname}${location.search}${wanted}`);
  });
  addEventListener('hashchange', () => {
    if (!openTourAt(location.hash)) stop.value = -1;
  });
  bindKeys({
    keys: ['Escape'],
    does: ['close the tour', '둘러보기 닫기'],
    when: () => stop.peek() >= 0,
    run: closeTour,
  });
}

function lead(): void {
  const its = look.peek();
  if (!its) return;
  batch(() => {
    playing.value = false;
    show(its.fromPs, its.toPs);
    cursorPs.value = its.cursorPs;
    selected.value = its.pick;
  });
}

export function TourButton() {
  return (
    <button
      type="button"
      id="tour-button"
      aria-expanded={stop.value >= 0}
      onClick={() => (stop.value < 0 ? openTour(1) : closeTour())}
    >
      {words.tour}
    </button>
  );
}

export function Tour() {
  return touring.value ? <Card /> : null;
}

function Card() {
  const told = useRef<HTMLDivElement>(null);
  const spoken = LANGUAGES.indexOf(language.value);
  const number = stop.value + 1;
  const title = STOPS[stop.value]!.title[spoken]!;
  const says = look.value?.says[spoken];
  const isTold = says !== undefined;
  useEffect(() => {
    // Who goes on is read the next stop; its picture stands below.
    told.current?.focus({ preventScroll: true });
    told.current?.closest('.tour')?.scrollIntoView({ block: 'nearest' });
  }, [number, isTold]);
  return (
    <section class="tour" id="tour" aria-label={words.tour} onKeyDown={arrows}>
      {/* biome-ignore lint/a11y/useSemanticElements: no fieldset: nothing is filled in */}
      <div class="told" role="group" tabIndex={-1} ref={told} aria-labelledby="tour-title" aria-describedby="tour-says">
        <p class="place">{words.heading(number, STOPS.length)}</p>
        <h2 id="tour-title">{title}</h2>
        <p class="says" id="tour-says">
          {(says && unbroken(says)) ?? (away.value ? words.away : words.coming)}
        </p>
      </div>
      <button type="button" class="close" aria-label={words.close} title={words.close} onClick={closeTour}>
        <Icon name="close" />
      </button>
      <div class="steps">
        <button type="button" disabled={number === 1} onClick={() => go(-1)}>
          {words.back}
        </button>
        <button type="button" class="next" onClick={() => go(1)}>
          {number === STOPS.length ? words.end : words.next}
        </button>
        <Dots />
        <button
          type="button"
          class="lead"
          title={words.elsewhereTitle}
          onClick={() => (away.value ? returnToRun() : lead())}
        >
          {away.value ? words.return : words.elsewhere}
        </button>
      </div>
      <p class="keys">{words.keys}</p>
    </section>
  );
}

function Dots() {
  const spoken = LANGUAGES.indexOf(language.value);
  return (
    <nav aria-label={words.stops}>
      <ol>
        {STOPS.map(({ title }, i) => (
          <li key={title[0]}>
            <a
              href={`#tour=${i + 1}`}
              aria-current={i === stop.value ? 'step' : undefined}
              aria-label={`${i + 1}: ${title[spoken]}`}
              title={title[spoken]}
            >
              {i + 1}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function arrows(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'ArrowRight' || event.key === 'PageDown') go(1);
  else if (event.key === 'ArrowLeft' || event.key === 'PageUp') go(-1);
  else return;
  event.preventDefault();
}
