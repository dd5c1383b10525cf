// A run's report as tables for people.
import type { TraceOptions } from '../capture/trace.js';
import { DROP_WORDS } from '../capture/traceWords.js';
import type { RunReport, SegmentReport, StationReport } from '../lab/report.js';
import type { DropReason } from '../sim/drop.js';
import { formatPs } from '../sim/units.js';
import { tableLines } from './benchTable.js';
import type { Terminal } from './terminal.js';

type Colours = Terminal['colours'];
type Column<Row> = readonly [heading: string, value: (row: Row) => number | string];

/** Most rows of a table. */
const MOST_ROWS = 40;
/** Attempts that a table counts one by one. */
const ATTEMPTS_APART = 4;

/** Columns of stations; one in which all stations have 0 is left out. */
const STATION_COLUMNS: readonly Column<StationReport>[] = [
  ['address', ({ address }) => address],
  ['sent', ({ framesSent }) => framesSent],
  ['received', ({ framesReceived }) => framesReceived],
  ['deferred', ({ deferrals }) => deferrals],
  ['collisions', ({ collisions }) => collisions],
  ['by attempt', ({ attempts }) => histogram(attempts)],
  ['slots waited', ({ backoffSlots }) => backoffSlots],
  ['late', ({ lateCollisions }) => lateCollisions],
  ['excessive', ({ excessiveCollisions }) => excessiveCollisions],
  ['deferred too long', ({ excessiveDeferrals }) => excessiveDeferrals],
  ['no carrier', ({ carrierSenseErrors }) => carrierSenseErrors],
  ['no SQE test', ({ sqeTestErrors }) => sqeTestErrors],
  ['FCS bad', ({ fcsErrors }) => fcsErrors],
  ['misaligned', ({ alignmentErrors }) => alignmentErrors],
  ['code bad', ({ symbolErrors }) => symbolErrors],
  ['length wrong', ({ inRangeLengthErrors, outOfRangeLengths }) => inRangeLengthErrors + outOfRangeLengths],
  ['giants', ({ giants }) => giants],
  ['undersize', ({ undersize }) => undersize],
  ['fragments', ({ fragments }) => fragments],
  ['jabbers', ({ jabbers }) => jabbers],
  ['queue full', ({ queueDrops }) => queueDrops],
  ['no buffer', ({ internalTransmitErrors }) => internalTransmitErrors],
  ['in use', ({ utilisation }) => percent(utilisation)],
];

const SEGMENT_COLUMNS: readonly Column<SegmentReport>[] = [
  ['kind', ({ kind }) => kind],
  ['in use', ({ utilisation }) => percent(utilisation)],
  ['collisions', ({ collisions }) => collisions],
  ['frames', ({ frames }) => frames ?? ''],
  ['octets', ({ octets }) => octets ?? ''],
  ['broadcasts', ({ broadcasts }) => broadcasts ?? 0],
  ['multicasts', ({ multicasts }) => multicasts ?? 0],
  ['fragments', ({ fragments }) => fragments ?? 0],
  ['undersize', ({ undersize }) => undersize ?? 0],
  ['FCS bad', ({ crcAlignErrors }) => crcAlignErrors ?? 0],
  ['oversize', ({ oversize }) => oversize ?? 0],
  ['jabbers', ({ jabbers }) => jabbers ?? 0],
  ['partitions', ({ partitions }) => partitions],
];

/** How a timeline is coloured: what went wrong in red and yellow. */
export function tracePaint(colours: Colours): NonNullable<TraceOptions['paint']> {
  return (role, text, event) => {
    if (role === 'time') return colours.dim(text);
    if (role === 'part') return colours.cyan(text);
    if (event === undefined) return colours.dim(text);
    if (/^(frameDropped|receiveError|lateCollision|excessive|partition|jabberOn|linkDown|cableCut|fault)/.test(event))
      return colours.red(text);
    if (/ollision|backoff|jam/.test(event)) return colours.yellow(text);
    return event === 'frameReceived' ? colours.green(text) : text;
  };
}

/** The summary: stations, segments, the books of frames, what was expected. */
export function summaryLines(report: RunReport, wallSeconds: number, colours: Colours): string[] {
  const { stations, segments, expect, fingerprint, seed, simulatedPs, events } = report;
  const held = expect.failed === 0 ? colours.green : colours.red;
  const expectations = expect.passed + expect.failed;
  return [
    ...table('stations', STATION_COLUMNS, stations, colours),
    '',
    ...table('segments', SEGMENT_COLUMNS, segments, colours),
    '',
    ...replayLines(report),
    ...framesLines(report),
    `${formatPs(simulatedPs)} simulated in ${wallSeconds.toFixed(2)} s, ${events} events, seed ${seed}, fingerprint ${fingerprint}`,
    ...(expectations > 0 ? [held(`${expect.passed} of ${expectations} expectations hold`)] : []),
  ];
}

function table<Row>(
  title: string,
  columns: readonly Column<Row>[],
  rows: Readonly<Record<string, Row>>,
  colours: Colours,
) {
  const entries = Object.entries(rows);
  const shown = entries.slice(0, MOST_ROWS);
  const telling = columns.filter(([, value]) => entries.some(([, row]) => value(row) !== 0 && value(row) !== ''));
  const more = entries.length - shown.length;
  return tableLines(
    {
      title,
      columns: ['', ...telling.map(([heading]) => heading)],
      rows: shown.map(([name, row]) => [name, ...telling.map(([, value]) => String(value(row)))]),
      ...(more > 0 ? { notes: [`... and ${more} more; --json has them all.`] } : {}),
    },
    colours,
  ).filter((line, index) => index !== 1 || line !== '');
}

/** `1:12 2:3`: 12 frames went at their first attempt, 3 at their second; `5+:2`, 2 needed five or more. */
function histogram(attempts: readonly number[]): string {
  const counts = attempts.slice(0, ATTEMPTS_APART).map((frames, index) => [String(index + 1), frames] as const);
  const more = attempts.slice(ATTEMPTS_APART).reduce((sum, frames) => sum + frames, 0);
  const all = [...counts, [`${ATTEMPTS_APART + 1}+`, more] as const];
  return all.flatMap(([attempt, frames]) => (frames > 0 ? [`${attempt}:${frames}`] : [])).join(' ');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** Left out where the capture's frames, which have a line of their own, were all there were. */
function framesLines({ frames: books, replay }: RunReport): string[] {
  const { offered, delivered, dropped } = books;
  if (replay && replay.sent === offered) return [];
  return [`${frames(offered)} offered = ${delivered} delivered + ${droppedText(dropped)}`];
}

function droppedText(dropped: Partial<Record<DropReason, number>>): string {
  const reasons = Object.entries(dropped) as [DropReason, number][];
  const sum = reasons.reduce((total, [, lost]) => total + lost, 0);
  const words = reasons.map(([reason, lost]) => `${lost} ${reason} (${DROP_WORDS[reason]})`);
  return `${sum} dropped${words.length > 0 ? `: ${words.join(', ')}` : ''}`;
}

function frames(number: number): string {
  return number === 1 ? '1 frame' : `${number} frames`;
}

function replayLines({ replay }: RunReport): string[] {
  if (!replay) return [];
  const { sent, delivered, dropped, compared, different } = replay;
  return [
    `${frames(sent)} of the capture sent = ${delivered} delivered + ${droppedText(dropped)}`,
    `${compared} receptions compared octet for octet: ${different === 0 ? 'all as sent' : `${different} DIFFER`}`,
  ];
}
