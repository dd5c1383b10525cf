// The hero: place from left to right, time downwards.
import './spacetime.css';
import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { selected, selectedRow } from '../../state/selection.js';
import { report, revision, tape } from '../../state/session.js';
import { cursorPs, span } from '../../state/time.js';
import { bilingual } from '../../text/bilingual.js';
import { Canvas } from '../../widgets/canvas.js';
import { Panel } from '../../widgets/panel.js';
import { Description } from './description.js';
import { handle } from './gestures.js';
import { Head } from './head.js';
import { press, pressUndo } from './keys.js';
import { Legend } from './legend.js';
import { measuring } from './measure.js';
import { paint } from './paint.js';
import { box, chooseShown, namesIn } from './plot.js';
import { ScriptHandles } from './scriptHandles.js';
import { Readout, Tools } from './tools.js';
import { Tooltip } from './tooltip.js';

const words = bilingual({
  title: ['Space and time', '시공간'],
  picture: [
    'Space-time diagram: place from left to right, time downwards',
    '시공간 도표: 가로는 위치, 세로는 아래로 흐르는 시간',
  ],
  field: [
    'Space-time diagram. Arrow keys move, plus and minus zoom, Enter selects the event at the cursor, M measures',
    '시공간 도표. 화살표 키로 이동, 더하기와 빼기로 확대·축소, Enter로 커서 위치의 이벤트 선택, M으로 측정',
  ],
});

/** After the view has rested for so long, who is shown is chosen anew. */
const REST_MS = 200;

export function SpaceTime() {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const field = ref.current!;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      box.value = { width, height };
    });
    observer.observe(field);
    const onKey = (event: KeyboardEvent): void => {
      if (pressUndo(event) || (event.target === field && press(event))) event.preventDefault();
    };
    const panel = field.closest('section')!;
    panel.addEventListener('keydown', onKey);
    const letGo = handle(field);
    const stop = keepChoosing();
    const hush = tellState(field);
    return () => {
      observer.disconnect();
      panel.removeEventListener('keydown', onKey);
      letGo();
      stop();
      hush();
    };
  }, []);
  return (
    <Panel id="spacetime" title={words.title} tools={<Tools />}>
      <Head />
      <div
        class={measuring.value ? 'plane measuring' : 'plane'}
        ref={ref}
        role="application"
        aria-label={words.field}
        aria-describedby="spacetime-said"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is what takes keys
        tabIndex={0}
      >
        <Canvas label={words.picture} draw={paint} />
        <ScriptHandles />
        <Tooltip />
        <Readout />
      </div>
      <Description id="spacetime-said" />
      <Legend />
    </Panel>
  );
}

/** Tells in attributes what is in view: for tests, and for whoever embeds the page. */
function tellState(field: HTMLElement): () => void {
  return effect(() => {
    const { fromPs, toPs } = span.value;
    const stations = Object.values(report.value?.stations ?? {});
    field.dataset.fromps = String(fromPs);
    field.dataset.tops = String(toPs);
    field.dataset.late = String(stations.reduce((sum, { lateCollisions }) => sum + lateCollisions, 0));
    const pick = selected.value;
    field.dataset.selected = pick?.kind ?? '';
    field.dataset.row = String(selectedRow.value);
    field.dataset.bit = String(pick?.kind === 'transmission' ? (pick.bit ?? -1) : -1);
    field.dataset.cursorps = String(cursorPs.value);
  });
}

/** Chooses who is shown whenever the view has come to rest. */
function keepChoosing(): () => void {
  let timer = 0;
  const stop = effect(() => {
    span.value;
    revision.value;
    box.value;
    selected.value;
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      const its = tape.peek();
      if (its) chooseShown(its, namesIn(its, selected.peek()));
    }, REST_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
