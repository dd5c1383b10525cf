// The event list: all that happened, in words. It is also what the pictures say to those who can't see them.
import './events.css';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { current, goTo, index, indexRevision, reader } from '../../state/eventList.js';
import { asksBefore, isMasked } from '../../state/prediction.js';
import { hovered } from '../../state/selection.js';
import { revision, status, tape } from '../../state/session.js';
import { playing } from '../../state/time.js';
import { bilingual, language } from '../../text/bilingual.js';
import { grouped, microseconds, unbroken } from '../../widgets/format.js';
import { Panel } from '../../widgets/panel.js';
import { Announcer } from './announcer.js';
import { Filters } from './filters.js';
import { type ListShape, rowsInBox, scrolledPx, scrollTopFor, topRevealing, topRow } from './window.js';

const words = bilingual({
  title: ['Events', '이벤트'],
  at: ['Time (µs)', '시각(µs)'],
  who: ['Who', '누가'],
  what: ['What happens', '무슨 일'],
  none: ['No event passes these filters.', '이 조건에 맞는 이벤트가 없습니다.'],
  waiting: ['Nothing has happened yet.', '아직 일어난 일이 없습니다.'],
  count: [
    (listed: string, all: string) => `${listed} of ${all}`,
    (listed: string, all: string) => `전체 ${all}개 중 ${listed}개`,
  ],
  masked: ['backoff: r = ?', '백오프: r = ?'],
});

/** From this width on a row is one line. */
const WIDE_PX = 620;
const ROW_PX = 26;
const TALL_ROW_PX = 58;

export function Events() {
  return (
    <Panel id="events" title={words.title} tools={<Count />}>
      <Filters />
      <EventTable />
      <Announcer />
    </Panel>
  );
}

function Count() {
  indexRevision.value;
  revision.value;
  return (
    <small class="count">{words.count(grouped(index.value?.length ?? 0), grouped(tape.value?.events ?? 0))}</small>
  );
}

function EventTable() {
  const box = useRef<HTMLDivElement>(null);
  const size = useSignal({ width: 0, height: 0 });
  const top = useSignal(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      size.value = { width, height };
    });
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  indexRevision.value;
  const wide = size.value.width >= WIDE_PX;
  const rowPx = wide ? ROW_PX : TALL_ROW_PX;
  const shape: ListShape = { rows: index.value?.length ?? 0, rowPx, boxPx: Math.max(size.value.height, rowPx) };
  useFollowing(box, shape, top.peek());
  const scrolled = (): void => {
    top.value = topRow(shape, box.current!.scrollTop);
  };
  return (
    <div class="box" ref={box} onScroll={scrolled} data-rows={shape.rows}>
      <div class="scrolled" style={{ height: `${scrolledPx(shape)}px` }}>
        <Rows shape={shape} top={top.value} wide={wide} />
      </div>
      {shape.rows === 0 && (
        <p class="nothing">{status.value === 'over' && tape.value?.events ? words.none : words.waiting}</p>
      )}
    </div>
  );
}

/** Keeps the event at the cursor in view. */
function useFollowing(box: { readonly current: HTMLDivElement | null }, shape: ListShape, top: number): void {
  const event = current.value;
  useEffect(() => {
    const place = event < 0 ? -1 : (index.peek()?.placeOf(event) ?? -1);
    if (place < 0 || !box.current) return;
    const wanted = topRevealing(shape, top, place);
    if (wanted !== top) box.current.scrollTop = scrollTopFor(shape, wanted);
  }, [event, shape.rowPx, shape.boxPx]);
}

function Rows({ shape, top, wide }: { readonly shape: ListShape; readonly top: number; readonly wide: boolean }) {
  const its = index.value;
  const first = Math.floor(top);
  const many = Math.min(rowsInBox(shape) + 2, shape.rows - first);
  // The table stands where the box looks: a share of a row above its upper edge.
  const place = scrollTopFor(shape, top) - (top - first) * shape.rowPx;
  const here = current.value;
  const shown = its ? Array.from({ length: Math.max(0, many) }, (_, i) => first + i) : [];
  const isShown = shown.some((one) => its!.at(one) === here);
  return (
    <table
      class={wide ? 'rows wide' : 'rows'}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows can be chosen is a grid
      role="grid"
      aria-labelledby="events-title"
      aria-rowcount={shape.rows + 1}
      aria-activedescendant={isShown ? `event-${here}` : undefined}
      tabIndex={0}
      style={{ transform: `translateY(${place}px)` }}
      onKeyDown={(event) => move(event, shape)}
    >
      <thead class="hidden-text">
        <tr aria-rowindex={1}>
          <th scope="col">{words.at}</th>
          <th scope="col">{words.who}</th>
          <th scope="col">{words.what}</th>
        </tr>
      </thead>
      <tbody onMouseLeave={() => soften(undefined)}>
        {shown.map((one) => (
          <Row key={one} place={one} event={its!.at(one)} here={its!.at(one) === here} rowPx={shape.rowPx} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly place: number;
  readonly event: number;
  readonly here: boolean;
  readonly rowPx: number;
}

function Row({ place, event, here, rowPx }: RowProps) {
  const its = reader.value!;
  // Whom a frame is for may become known only with what is on the line, in a later chunk.
  revision.value;
  const kind = its.tape.event(event).name;
  const said = isMasked(event) ? words.masked : its.sentence(event, language.value);
  return (
    <tr
      id={`event-${event}`}
      class={`row ${kind}`}
      aria-rowindex={place + 2}
      aria-selected={here}
      data-event={event}
      style={{ height: `${rowPx}px` }}
      onClick={() => {
        playing.value = false;
        if (!asksBefore(event)) goTo(event);
      }}
      onMouseEnter={() => soften(event)}
    >
      <td class="at">{`${microseconds(its.tape.atPs.data[event]!)} µs`}</td>
      <td class="who">{its.who(event)}</td>
      <td class="what" title={said}>
        <span>{unbroken(said)}</span>
      </td>
    </tr>
  );
}

function soften(event: number | undefined): void {
  hovered.value = event === undefined ? undefined : { kind: 'event', index: event };
}

/** Where a key leads to from a place. */
function target(key: string, place: number, shape: ListShape): number | undefined {
  const page = rowsInBox(shape);
  const to = {
    ...{ ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: shape.rows - 1 },
    ...{ PageDown: place + page, PageUp: place - page },
  }[key];
  return to === undefined ? undefined : Math.min(Math.max(to, 0), shape.rows - 1);
}

function move(event: KeyboardEvent, shape: ListShape): void {
  const its = index.peek();
  if (!its || event.ctrlKey || event.metaKey || event.altKey || shape.rows === 0) return;
  const to = target(event.key, its.placeOf(current.peek()), shape);
  if (to === undefined) return;
  event.preventDefault();
  playing.value = false;
  const at = its.at(to);
  if (to <= its.placeOf(current.peek()) || !asksBefore(at)) goTo(at);
}
