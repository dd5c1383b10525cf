// The picture in a sentence, for who can't see it: told anew when the view has come to rest.
import { effect, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { KIND } from '../../../sim/probe.js';
import { revision } from '../../state/session.js';
import { span } from '../../state/time.js';
import { bilingual, language } from '../../text/bilingual.js';
import { time } from '../../widgets/format.js';
import { plot } from './plot.js';

const words = bilingual({
  said: [
    (from: string, to: string, stations: string, sent: number, collisions: number) =>
      `From ${from} to ${to}: ${stations}; ${sent} transmissions begin, ${collisions} collisions. The event list has the same as a table.`,
    (from: string, to: string, stations: string, sent: number, collisions: number) =>
      `${from}부터 ${to}까지: ${stations}. 송신 시작 ${sent}회, 충돌 ${collisions}회. 같은 내용이 이벤트 목록에 표로 있습니다.`,
  ],
});

const REST_MS = 400;
/** More events than that are not counted one by one. */
const MOST = 200_000;
const said = signal('');

export function Description({ id }: { readonly id: string }) {
  useEffect(() => {
    let timer = 0;
    const stop = effect(() => {
      span.value;
      revision.value;
      language.value;
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        said.value = describe();
      }, REST_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  return (
    <p class="hidden-text" id={id}>
      {said.value}
    </p>
  );
}

function describe(): string {
  const its = plot.peek();
  if (!its) return '';
  const { tape, layout } = its;
  const { fromPs, toPs } = span.peek();
  const counts = new Map<number, number>();
  const first = tape.eventFrom(fromPs);
  for (let index = first; index < Math.min(tape.eventFrom(toPs), first + MOST); index++) {
    const kind = tape.kind.data[index]!;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const stations = layout.lanes.flatMap(({ kind, node }) => (kind === 'host' ? [node] : [])).join(', ');
  const sent = counts.get(KIND.transmitStart) ?? 0;
  return words.said(time(Math.max(0, fromPs)), time(toPs), stations, sent, counts.get(KIND.collision) ?? 0);
}
