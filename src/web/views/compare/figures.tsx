// Two runs in figures.
import type { RunReport } from '../../../lab/report.js';
import type { Known } from '../../state/second.js';
import { time } from '../../widgets/format.js';
import { words } from './words.js';

type Station = RunReport['stations'][string];

function rowsOf(report: RunReport): readonly (readonly [string, string])[] {
  const sum = (of: (station: Station) => number) =>
    String(Object.values(report.stations).reduce((all, station) => all + of(station), 0));
  return [
    [words.framesSent, sum(({ framesSent }) => framesSent)],
    [words.framesReceived, sum(({ framesReceived }) => framesReceived)],
    [words.octets, sum(({ octetsReceived }) => octetsReceived)],
    [words.collisions, sum(({ collisions }) => collisions)],
    [words.givenUp, sum(({ excessiveCollisions }) => excessiveCollisions)],
    [words.ended, time(report.simulatedPs, 6)],
    [words.fingerprint, (report.fingerprint ?? '').slice(0, 8)],
  ];
}

export function Figures({ a, b }: { a: Known; b: Known }) {
  if (!a.report || !b.report) return null;
  const [mine, theirs] = [rowsOf(a.report), rowsOf(b.report)];
  return (
    <table class="figures">
      <caption>{words.figures}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">A</th>
          <th scope="col">B</th>
        </tr>
      </thead>
      <tbody>
        {mine.map(([name, value], i) => (
          <tr key={name} class={value === theirs[i]![1] ? '' : 'differs'}>
            <th scope="row">{name}</th>
            <td>{value}</td>
            <td>{theirs[i]![1]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
