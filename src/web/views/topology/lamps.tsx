// The lamps of a port: each has a shape of its own, full when lit and hollow when not.
import { words } from './words.js';

export type LampName = 'transmit' | 'receive' | 'collision' | 'link';

const SHAPES: Record<LampName, string> = {
  transmit: 'M0 -4.5 4.5 3.5H-4.5z',
  receive: 'M0 4.5 4.5 -3.5H-4.5z',
  collision: 'M-4.5 -2.7 -2.7 -4.5 0 -1.8 2.7 -4.5 4.5 -2.7 1.8 0 4.5 2.7 2.7 4.5 0 1.8 -2.7 4.5 -4.5 2.7 -1.8 0z',
  link: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z',
};

export function Lamp({ name, lit, x, y }: { name: LampName; lit: boolean; x: number; y: number }) {
  return <path class={`lamp ${name} ${lit ? 'lit' : ''}`} d={SHAPES[name]} transform={`translate(${x} ${y})`} />;
}

/** What the shapes mean. */
export function LampLegend() {
  const names = ['transmit', 'receive', 'collision', 'link'] as const;
  return (
    <ul class="legend" aria-label={words.legend}>
      {names.map((name) => (
        <li key={name}>
          <svg viewBox="-6 -6 12 12" aria-hidden="true" focusable="false">
            <Lamp name={name} lit x={0} y={0} />
          </svg>
          {words[name]}
        </li>
      ))}
    </ul>
  );
}
