// What is in view, in a sentence; and for who has never been here, what this is and what to do first.
import { signal } from '@preact/signals';
import { embedded } from '../../state/preferences.js';
import { tape } from '../../state/session.js';
import { playing } from '../../state/time.js';
import { bilingual, inLanguage } from '../../text/bilingual.js';
import { Icon } from '../../widgets/icons.js';
import { openTour } from '../tour/tour.js';

const words = bilingual({
  scenario: ['The scenario', '시나리오 설명'],
  welcome: [
    'A whole Ethernet runs here in your browser, every half bit of it. Press play and watch the signals run along the cables; click anything to see why it happens.',
    '브라우저 안에서 이더넷이 반 비트까지 그대로 돌아갑니다. 재생을 눌러 케이블을 달리는 신호를 보고, 무엇이든 눌러 왜 그런지 알아보세요.',
  ],
  play: ['Play', '재생'],
  tour: ['Take the guided tour', '차근차근 둘러보기'],
  known: ['Got it', '알겠어요'],
});

const STORE = 'thicknet-met';

function hasMet(): boolean {
  try {
    return localStorage.getItem(STORE) !== null;
  } catch {
    // A browser may refuse storage: then everybody is new.
    return false;
  }
}

/** Somebody who has not yet been told what this is. */
const isNew = signal(!hasMet());

function meet(): void {
  isNew.value = false;
  try {
    localStorage.setItem(STORE, '1');
  } catch {
    // Then it is told again.
  }
}

export function Intro() {
  const scenario = tape.value?.stage.scenario;
  const about = inLanguage(scenario?.about);
  if (embedded.value || (!isNew.value && about === '')) return null;
  return (
    <section class="intro" id="intro" aria-label={words.scenario}>
      {isNew.value && <p class="welcome">{words.welcome}</p>}
      {about !== '' && (
        <p class="about">
          <strong>{inLanguage(scenario?.title)}</strong> {about}
        </p>
      )}
      {isNew.value && <First />}
    </section>
  );
}

function First() {
  return (
    <div class="first">
      <button type="button" class="primary" onClick={begin}>
        <Icon name="play" /> {words.play}
      </button>
      <button
        type="button"
        onClick={() => {
          meet();
          openTour(1);
        }}
      >
        {words.tour}
      </button>
      <button type="button" class="known" onClick={() => handOver()}>
        {words.known}
      </button>
    </div>
  );
}

function begin(): void {
  playing.value = true;
  handOver();
}

/** Makes room, and leaves the focus where the same can be done from now on. */
function handOver(): void {
  meet();
  document.querySelector<HTMLElement>('.transport .play')?.focus({ preventScroll: true });
}
