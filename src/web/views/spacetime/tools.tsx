// Beside the title: the measure with what it reads, and the way to be rid of the run before.
import { history, undo } from '../../state/editing.js';
import { ghost, revision } from '../../state/session.js';
import { bilingual } from '../../text/bilingual.js';
import { time } from '../../widgets/format.js';
import { metresText } from './head.js';
import { measuring, type Reading, readingOf } from './measure.js';
import { measureFromCursor } from './measureKeys.js';
import { cursorRule } from './paintRule.js';
import { plot } from './plot.js';

const times = (count: string): string => (count === '1' ? 'time' : 'times');

const words = bilingual({
  measure: ['Measure', '측정'],
  how: [
    'Drag from one edge to another; by keys: ↓ ↑ to the next edge, ← → to another station, Enter begins here',
    '한 경계에서 다른 경계까지 끌어 보세요. 키보드: ↓ ↑ 다음 경계, ← → 다른 스테이션, Enter 여기서 시작',
  ],
  undo: ['Undo the change', '변경 되돌리기'],
  bitTimes: [(count: string) => `${count} bit ${times(count)}`, (count: string) => `${count}비트 시간`],
  slotTimes: [(count: string) => `${count} slot ${times(count)}`, (count: string) => `${count}슬롯 시간`],
  metres: [(metres: string) => `a signal goes ${metres}`, (metres: string) => `신호가 ${metres} 이동`],
  apart: [(metres: string) => `${metres} apart`, (metres: string) => `거리 ${metres}`],
  ghost: ['dashed: the run before', '점선: 바꾸기 전 실행'],
  hide: ['Hide the run before', '바꾸기 전 실행 숨기기'],
});

export function Tools() {
  return (
    <span class="tools">
      {ghost.value && history.value.past.length > 0 && (
        <button type="button" class="small" title="Ctrl+Z" onClick={undo}>
          {words.undo}
        </button>
      )}
      {ghost.value && (
        <button type="button" class="small" title={words.ghost} onClick={() => hideGhost()}>
          {words.hide}
        </button>
      )}
      <button type="button" class="small" aria-pressed={measuring.value} onClick={measureAndFocus} title="M">
        {words.measure}
      </button>
    </span>
  );
}

/** The keys that measure are the picture's. */
function measureAndFocus(): void {
  measureFromCursor();
  if (measuring.peek()) document.querySelector<HTMLElement>('#spacetime .plane')?.focus({ preventScroll: true });
}

function hideGhost(): void {
  ghost.value = undefined;
}

/** A count with as many digits as it is good for. */
function count(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** What the measure reads. */
export function Readout() {
  revision.value;
  const its = plot.value;
  const laid = cursorRule();
  if (!measuring.value || !its) return null;
  const reading = laid?.to && readingOf(its, laid.from, laid.to);
  return (
    <output class="readout" data-ps={reading?.ps} data-slots={reading?.slotTimes}>
      {reading && reading.ps > 0 ? <Read {...reading} /> : words.how}
    </output>
  );
}

function Read({ ps, bitTimes, slotTimes, metres, apart }: Reading) {
  return (
    <>
      <strong>{time(ps, 7)}</strong>
      <span>{words.bitTimes(count(bitTimes))}</span>
      <span>{words.slotTimes(count(slotTimes))}</span>
      <span>{words.metres(metresText(metres))}</span>
      {apart !== undefined && <span>{words.apart(metresText(apart))}</span>}
    </>
  );
}
