// What a race came to: a sentence, a picture and a table.
import { useEffect, useRef, useState } from 'preact/hooks';
import { type FigureRow, fairnessOf, figuresOf, METRICS, type Metric, totalOf } from '../../race/figures.js';
import type { RaceResult } from '../../race/standing.js';
import { tickStep } from '../../widgets/format.js';
import { result as words } from './words.js';

/** What figures are divided by to be shown: Mb/s, µs, collisions a second. */
const UNIT: Readonly<Record<Metric, number>> = { throughput: 1e6, wait: 1e6, collisions: 1 };

function shown(value: number, digits = 3): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(digits))) : words.none;
}

export function Result({ result }: { result: RaceResult }) {
  const [metric, setMetric] = useState<Metric>('throughput');
  const { station, seeds, standard, own } = result;
  const rows = figuresOf(result);
  const mine = rows[0]!;
  const [before, after] = [totalOf(standard) / 1e6, totalOf(own) / 1e6];
  const [was, is] = [mine.standard.throughput.mean / 1e6, mine.raced.throughput.mean / 1e6];
  const quiet = [...standard, ...own].every(({ collisions }) => collisions === 0);
  return (
    <section class="result" aria-label={words.title} data-own={is} data-standard={was}>
      <h3>{words.title}</h3>
      <p role="status">
        {quiet ? words.quiet : words.verdict(station, shown(is), shown(was), shown(after - is), shown(before - was))}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a row of buttons, no form */}
      <div class="row" role="group" aria-label={words.show}>
        {METRICS.map((one) => (
          <button key={one} type="button" aria-pressed={one === metric} onClick={() => setMetric(one)}>
            {words[one]}
          </button>
        ))}
      </div>
      <Bars rows={rows} metric={metric} />
      <p class="soft">{words.caption(seeds.length, seeds[0]!)}</p>
      <Figures result={result} rows={rows} />
    </section>
  );
}

function nameOf({ name, stations }: FigureRow): string {
  return name ?? words.others(stations);
}

const WIDEST = 720;
const LETTER = 7.5;
const RIGHT = 24;
const BAR = 13;
const ROW = 2 * BAR + 14;

/** Two bars a row: the standard's hollow, one's own full; a dot for each seed. */
function Bars({ rows, metric }: { rows: readonly FigureRow[]; metric: Metric }) {
  const ref = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(WIDEST);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(280, Math.round(entry!.contentRect.width))));
    observer.observe(ref.current!);
    return () => observer.disconnect();
  }, []);
  const unit = UNIT[metric];
  const values = rows.flatMap((row) => [row.standard, row.raced]).flatMap((lap) => [...lap[metric].bySeed]);
  const most = Math.max(...values.filter(Number.isFinite), Number.MIN_VALUE) / unit;
  const left = 16 + LETTER * Math.max(...rows.map((row) => nameOf(row).length));
  const room = width - left - RIGHT;
  const x = (value: number) => left + (room * value) / unit / most;
  const step = tickStep(most / room, 60);
  const ticks = Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step);
  const height = rows.length * ROW + 58;
  return (
    <svg
      ref={ref}
      class="bars"
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={words[metric]}
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <path class="tick" d={`M${x(tick * unit)} 20V${height - 38}`} />
          <text x={x(tick * unit)} y={height - 22} text-anchor="middle">
            {shown(tick)}
          </text>
        </g>
      ))}
      <text class="unit" x={left + room / 2} y={height - 2} text-anchor="middle">
        {words[metric]}
      </text>
      {rows.map((row, i) => (
        <g key={nameOf(row)} class={row.own ? 'own' : ''}>
          <text class="name" x={left - 8} y={24 + i * ROW + BAR + 4} text-anchor="end">
            {nameOf(row)}
          </text>
          <Bar kind="standard" row={row} metric={metric} left={left} x={x} y={24 + i * ROW} />
          <Bar kind="raced" row={row} metric={metric} left={left} x={x} y={24 + i * ROW + BAR + 2} />
        </g>
      ))}
      <g class="key">
        <rect class="standard" x={left} y={4} width={18} height={10} />
        <text x={left + 24} y={13}>
          {words.byStandard}
        </text>
        <rect class="raced" x={left + 100} y={4} width={18} height={10} />
        <text x={left + 124} y={13}>
          {words.byOwn}
        </text>
      </g>
    </svg>
  );
}

interface BarProps {
  readonly kind: 'standard' | 'raced';
  readonly row: FigureRow;
  readonly metric: Metric;
  readonly left: number;
  readonly x: (value: number) => number;
  readonly y: number;
}

function Bar({ kind, row, metric, left, x, y }: BarProps) {
  const { mean, bySeed } = row[kind][metric];
  return (
    <g data-mean={mean}>
      {Number.isFinite(mean) && <rect class={kind} x={left} y={y} width={Math.max(1, x(mean) - left)} height={BAR} />}
      {bySeed.map((value, i) =>
        Number.isFinite(value) ? <circle key={i} cx={x(value)} cy={y + BAR / 2} r={2.5} /> : null,
      )}
    </g>
  );
}

function Figures({ result, rows }: { result: RaceResult; rows: readonly FigureRow[] }) {
  const pair = (standard: string, own: string, key: string) => [
    <td key={`${key}-standard`}>{standard}</td>,
    <td key={`${key}-own`}>{own}</td>,
  ];
  const [before, after] = [totalOf(result.standard), totalOf(result.own)].map((bits) => shown(bits / 1e6));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls on a narrow screen
    <section class="figures" tabIndex={0} aria-label={words.figures}>
      <table>
        <thead>
          <tr>
            <th rowSpan={2} scope="col">
              {words.who}
            </th>
            {METRICS.map((metric) => (
              <th key={metric} colSpan={2} scope="colgroup">
                {words[metric]}
              </th>
            ))}
          </tr>
          <tr>
            {METRICS.map((metric) => [
              <th key={`${metric}-standard`} scope="col">
                {words.byStandard}
              </th>,
              <th key={`${metric}-own`} scope="col">
                {words.byOwn}
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={nameOf(row)} class={row.own ? 'own' : ''}>
              <th scope="row">{nameOf(row)}</th>
              {METRICS.map((metric) =>
                pair(
                  shown(row.standard[metric].mean / UNIT[metric]),
                  shown(row.raced[metric].mean / UNIT[metric]),
                  metric,
                ),
              )}
            </tr>
          ))}
          <tr class="whole">
            <th scope="row">{words.total}</th>
            {pair(before!, after!, 'total')}
            <td colSpan={4} />
          </tr>
          <tr>
            <th scope="row">{words.fairness}</th>
            {pair(shown(fairnessOf(result.standard)), shown(fairnessOf(result.own)), 'fairness')}
            <td colSpan={4} />
          </tr>
        </tbody>
      </table>
    </section>
  );
}
