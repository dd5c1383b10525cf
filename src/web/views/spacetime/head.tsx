// Above the picture: who stands where, and how long each cable is.
import { bilingual } from '../../text/bilingual.js';
import { AXIS, type Layout } from './layout.js';
import { plot } from './plot.js';

const words = bilingual({
  hidden: [(count: number) => `${count} more`, (count: number) => `외 ${count}개`],
  time: ['time', '시간'],
});

export function Head() {
  const its = plot.value;
  if (!its) return <div class="head" />;
  const { layout, tape } = its;
  return (
    <div class="head">
      <span class="axis-name" style={{ width: px(AXIS) }}>
        {words.time} ↓
      </span>
      {layout.lanes.map(({ node, kind, x0, x1 }) => (
        <span
          key={`${node}/${x0}`}
          class={`lane-name ${kind}`}
          style={{ left: px((x0 + x1) / 2), maxWidth: px(roomFor(layout, x0)) }}
          title={node}
        >
          {node}
        </span>
      ))}
      {layout.bands.map(({ x0, x1, ...band }) => (
        <span key={x0} class="band-length" style={{ left: px(x0), width: px(x1 - x0) }}>
          {band.kind === 'cable'
            ? `${tape.stage.links[band.link]!.metres} m`
            : `${tape.stage.coaxes[band.coax]!.metres} m`}
        </span>
      ))}
      {layout.hidden > 0 && <span class="more">{words.hidden(layout.hidden)}</span>}
    </div>
  );
}

const px = (value: number): string => `${value}px`;

/** A name may be as wide as its lane and half of the way to its neighbours. */
function roomFor({ lanes, width }: Layout, x0: number): number {
  const right = lanes.reduce((least, lane) => (lane.x0 > x0 ? Math.min(least, lane.x0) : least), width);
  const left = lanes.reduce((most, lane) => (lane.x0 < x0 ? Math.max(most, lane.x0) : most), 0);
  return Math.max(24, Math.min(right - x0, x0 - left) - 2);
}
