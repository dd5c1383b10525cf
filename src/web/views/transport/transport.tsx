// Play, step, zoom: the one clock of all views.
import './transport.css';

import { revision, tape } from '../../state/session.js';
import { cursorPs, fitRun, moveTo, playing, span, zoomAt } from '../../state/time.js';
import { bilingual } from '../../text/bilingual.js';
import { time } from '../../widgets/format.js';
import { Icon } from '../../widgets/icons.js';

const words = bilingual({
  play: ['Play', '재생'],
  pause: ['Pause', '일시 정지'],
  back: ['Event before', '이전 이벤트'],
  on: ['Next event', '다음 이벤트'],
  nearer: ['Nearer', '확대'],
  farther: ['Farther', '축소'],
  all: ['Whole run', '전체 보기'],
});

/** Moves to the next event, or the one before. */
export function stepEvent(by: 1 | -1): void {
  const its = tape.peek();
  if (!its || its.events === 0) return;
  const from = its.eventFrom(cursorPs.peek());
  let at = by > 0 ? from : from - 1;
  while (by > 0 && at < its.events && its.atPs.data[at]! <= cursorPs.peek()) at++;
  moveTo(its.atPs.data[Math.min(Math.max(at, 0), its.events - 1)]!);
}

function zoom(factor: number): void {
  const { fromPs, toPs } = span.peek();
  const at = cursorPs.peek();
  zoomAt(at >= fromPs && at <= toPs ? at : (fromPs + toPs) / 2, factor);
}

export function Transport() {
  revision.value;
  const on = playing.value;
  return (
    <div class="transport" role="toolbar">
      <button type="button" aria-label={words.back} onClick={() => stepEvent(-1)}>
        <Icon name="back" />
      </button>
      <button
        type="button"
        aria-label={on ? words.pause : words.play}
        onClick={() => {
          playing.value = !on;
        }}
      >
        <Icon name={on ? 'pause' : 'play'} />
      </button>
      <button type="button" aria-label={words.on} onClick={() => stepEvent(1)}>
        <Icon name="forward" />
      </button>
      <output class="clock">{time(cursorPs.value, 7)}</output>
      <button type="button" aria-label={words.nearer} onClick={() => zoom(2)}>
        <Icon name="nearer" />
      </button>
      <button type="button" aria-label={words.farther} onClick={() => zoom(0.5)}>
        <Icon name="farther" />
      </button>
      <button type="button" aria-label={words.all} onClick={fitRun}>
        <Icon name="fit" />
      </button>
    </div>
  );
}
