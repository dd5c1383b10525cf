// Above the picture: who stands where, and how long each cable is; its length is a handle.
import { selected } from '../../state/selection.js';
import { bilingual } from '../../text/bilingual.js';
import { Handle } from './handle.js';
import { AXIS, type CableBand, type Lane, type Layout } from './layout.js';
import { type Plot, plot } from './plot.js';
import { change, isChangeable } from './rerun.js';

const words = bilingual({
  hidden: [(count: number) => `+${count} more`, (count: number) => `외 ${count}개`],
  hiddenWhy: [
    (count: number) => `${count} more stations; those that send in view or are selected are shown first`,
    (count: number) => `스테이션 ${count}개 더 있음. 보이는 구간에서 송신하거나 선택된 것부터 표시합니다`,
  ],
  time: ['time', '시간'],
  same: [(node: string) => `same ${node}`, (node: string) => `같은 ${node}`],
  sameWhy: [
    (node: string) => `${node}: it stands here once more, with another of its cables`,
    (node: string) => `${node}: 같은 장치를 다른 케이블과 함께 한 번 더 그렸습니다`,
  ],
  length: [
    (one: string, other: string) => `Length of the cable ${one} – ${other}`,
    (one: string, other: string) => `케이블 길이 ${one} – ${other}`,
  ],
});

/** A cable is between 10 cm and 10 km long. */
const LEAST_METRES = 0.1;
const MOST_METRES = 10_000;
/** A drag of so many pixels makes a cable e times as long: from metres to kilometres in one pull. */
const FOLD_PX = 70;

/** A name that says that it stands there again takes so much room. */
const SAME_PX = 78;

const px = (value: number): string => `${value}px`;

/** Two digits that count: what a hand can set. */
function rounded(metres: number): number {
  return Number(metres.toPrecision(2));
}

/** A length as people read it. */
export function metresText(metres: number): string {
  return metres >= 1000 ? `${Number((metres / 1000).toPrecision(4))} km` : `${Number(metres.toPrecision(4))} m`;
}

export function Head() {
  const its = plot.value;
  if (!its) return <div class="head" />;
  const { layout, tape } = its;
  return (
    <div class="head">
      <span class="axis-name" style={{ width: px(AXIS) }}>
        {words.time} ↓
      </span>
      {layout.lanes.map((lane) => (
        <LaneName key={`${lane.node}/${lane.x0}`} lane={lane} layout={layout} />
      ))}
      {layout.bands.map((band) =>
        band.kind === 'cable' ? (
          <CableLength key={band.link} plot={its} band={band} />
        ) : (
          <span
            key={`coax${band.coax}`}
            class="band-length"
            style={{ left: px(band.x0), width: px(band.x1 - band.x0) }}
          >
            {tape.stage.coaxes[band.coax]!.name}, {metresText(tape.stage.coaxes[band.coax]!.metres)}
          </span>
        ),
      )}
      {layout.hidden > 0 && (
        <span class="more" title={words.hiddenWhy(layout.hidden)}>
          {words.hidden(layout.hidden)}
        </span>
      )}
    </div>
  );
}

/** Who stands there; pressed, it is selected in every view. */
function LaneName({ lane, layout }: { readonly lane: Lane; readonly layout: Layout }) {
  const { node, kind, x0, x1 } = lane;
  const first = layout.lanes.find((other) => other.node === node)!;
  const room = roomFor(layout, x0);
  const again = first !== lane;
  const pick = selected.value;
  return (
    <button
      type="button"
      class={`lane-name ${kind}`}
      style={{ left: px((x0 + x1) / 2), maxWidth: px(room) }}
      title={again ? words.sameWhy(node) : node}
      aria-pressed={pick?.kind === 'part' && pick.name === node}
      onClick={() => {
        selected.value = { kind: 'part', name: node };
      }}
    >
      {again && room >= SAME_PX ? words.same(node) : node}
    </button>
  );
}

function CableLength({ plot: { tape }, band }: { readonly plot: Plot; readonly band: CableBand }) {
  const { link, leftPort, rightPort, x0, x1 } = band;
  const { metres } = tape.stage.links[link]!;
  const { ports } = tape.stage;
  const text = metresText(metres);
  const style = { left: px(x0), width: px(x1 - x0) };
  if (!isChangeable()) {
    return (
      <span class="band-length" style={style}>
        {text}
      </span>
    );
  }
  return (
    <Handle
      class="band-length cable"
      label={words.length(ports[leftPort]!.owner, ports[rightPort]!.owner)}
      value={metres}
      least={LEAST_METRES}
      most={MOST_METRES}
      text={text}
      axis="x"
      style={style}
      drag={(from, pixels) => rounded(from * Math.exp(pixels / FOLD_PX))}
      step={(from, steps) => rounded(from * (Math.abs(steps) > 1 ? 2 : 1.1) ** Math.sign(steps))}
      set={(value) => change({ what: 'length', link, metres: value })}
    >
      <span>{text}</span>
    </Handle>
  );
}

/** A name may be as wide as its lane and half of the way to its neighbours. */
function roomFor({ lanes, width }: Layout, x0: number): number {
  const right = lanes.reduce((least, lane) => (lane.x0 > x0 ? Math.min(least, lane.x0) : least), width);
  const left = lanes.reduce((most, lane) => (lane.x0 < x0 ? Math.max(most, lane.x0) : most), 0);
  return Math.max(24, Math.min(right - x0, x0 - left) - 2);
}
