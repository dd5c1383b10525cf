// Events as ticks with words beside the lanes. A new kind of event gets a line in MARKS.

import { DROP_REASONS } from '../../../sim/drop.js';
import type { EventName } from '../../../sim/probe.js';
import type { Tape, TapeEvent } from '../../run/tape.js';
import { bilingual } from '../../text/bilingual.js';
import { time } from '../../widgets/format.js';
import { senderOf } from './passes.js';

type Numbers = Readonly<Record<string, number>>;

const words = bilingual({
  sends: [
    (frame: number, to: string, octets: number) => `sends #${frame} to ${to}, ${octets} octets`,
    (frame: number, to: string, octets: number) => `#${frame} 송신 → ${to}, ${octets}옥텟`,
  ],
  sendsShort: [(frame: number, to: string) => `#${frame} → ${to}`, (frame: number, to: string) => `#${frame} → ${to}`],
  retry: [
    (frame: number, attempt: number) => `retry: #${frame}, attempt ${attempt}`,
    (frame: number, attempt: number) => `재시도: #${frame}, ${attempt}번째`,
  ],
  retryShort: [(frame: number) => `retry #${frame}`, (frame: number) => `재시도 #${frame}`],
  collision: [
    (bit: number) => `hears while it sends: a collision, at bit\u00a0${bit}`,
    (bit: number) => `송신 중에 수신: 충돌 감지, ${bit}번째\u00a0비트`,
  ],
  collisionLess: ['hears while it sends: collision', '송신 중에 수신: 충돌'],
  coaxCollision: [
    (bit: number) => `two signals on the coax: a collision, at bit\u00a0${bit}`,
    (bit: number) => `동축에 신호 둘: 충돌 감지, ${bit}번째\u00a0비트`,
  ],
  collisionShort: ['collision', '충돌'],
  late: [(bit: number) => `late collision: bit ${bit} > 512`, (bit: number) => `늦은 충돌: ${bit}번째 비트 > 512`],
  lateShort: ['late collision', '늦은 충돌'],
  backoff: [
    (r: number, most: number, wait: string) => `r\u00a0=\u00a0${r} of\u00a00..${most}, waits\u00a0${wait}`,
    (r: number, most: number, wait: string) => `r\u00a0=\u00a0${r} (0..${most}\u00a0중), ${wait}\u00a0대기`,
  ],
  backoffNone: [
    (r: number, most: number) => `r\u00a0=\u00a0${r} of\u00a00..${most}: no\u00a0wait`,
    (r: number, most: number) => `r\u00a0=\u00a0${r} (0..${most}\u00a0중), 대기\u00a0없음`,
  ],
  backoffShort: [
    (r: number, most: number) => `r\u00a0=\u00a0${r} of\u00a00..${most}`,
    (r: number, most: number) => `r\u00a0=\u00a0${r} (0..${most}\u00a0중)`,
  ],
  deferring: ['defers: the line is busy', '캐리어가 있어 기다림'],
  deferringShort: ['defers', '대기'],
  gaveUp: [
    (attempts: number) => `gives up after ${attempts} attempts`,
    (attempts: number) => `${attempts}번 시도 후 포기`,
  ],
  received: [(frame: number) => `#${frame} received, FCS good`, (frame: number) => `#${frame} 수신, FCS 정상`],
  receivedShort: [(frame: number) => `#${frame} received`, (frame: number) => `#${frame} 수신`],
  fragment: ['hears no frame', '프레임이 아님'],
  wrong: [(frame: number) => `discards #${frame}: FCS wrong`, (frame: number) => `#${frame} 폐기: FCS 오류`],
  wrongShort: ['FCS wrong', 'FCS 오류'],
  hubCollision: [
    (ports: number) => `hears ${ports} ports at once: sends jam to all`,
    (ports: number) => `${ports}개 포트 동시 수신 → 모두에게 재밍 신호`,
  ],
  hubCollisionShort: ['jam to all', '모두에게 재밍'],
  repeats: [(port: string) => `repeats what comes in at ${port}`, (port: string) => `${port}에서 온 신호를 중계`],
  repeatsShort: ['repeats', '중계'],
  jamEnds: ['jam ends', '재밍 신호 끝'],
  gap: ['interframe gap, 96 bit times', '프레임 간 간격, 96비트 시간'],
  gapShort: ['gap', '간격'],
  slotOver: ['512 bit times: no collision can come any more', '512비트 시간: 이제 충돌은 없음'],
  slotOverShort: ['512 bit times', '512비트 시간'],
  carrier: ['carrier', '캐리어 감지'],
  hearsJam: ['hears only jam: no frame', '재밍 신호만 들림: 프레임 아님'],
  hearsJamShort: ['hears jam', '재밍 수신'],
  all: ['all', '모두'],
  window: ['until 512 bit times a collision may come', '512비트 시간까지 충돌할 수 있음'],
  lateFrom: ['past 512 bit times: late collision', '512비트 시간 이후: 늦은 충돌'],
  partition: ['port cut off', '포트 분리'],
  reconnect: ['port let in again', '포트 복귀'],
  jabberOn: ['jabber: cut off', '재버: 송신 차단'],
  jabberOff: ['jabber over', '재버 해제'],
  cut: ['cable cut', '케이블 끊김'],
  restored: ['cable mended', '케이블 복구'],
  fault: ['damage', '손상'],
  polarity: ['swapped wires noticed: polarity put right', '극성이 뒤바뀐 것을 알고 바로잡음'],
  polarityShort: ['polarity', '극성 보정'],
  deferral: ['waited too long: 24 288 bit times', '너무 오래 대기: 24 288비트 시간'],
  dropped: [(frame: number) => `drops #${frame}`, (frame: number) => `#${frame} 버림`],
  oneLeft: ['one port left: jam to all others', '남은 포트 하나: 나머지에 재밍 신호'],
  linkDown: ['no link', '링크 끊김'],
  linkUp: ['link', '링크 연결'],
});

/** The fields of a frame. */
export const fieldWords = bilingual({
  preamble: ['preamble', '프리앰블'],
  sfd: ['start frame delimiter', '스타트 프레임 딜리미터'],
  to: ['destination address', '수신처 MAC 주소'],
  from: ['source address', '송신처 MAC 주소'],
  type: ['type', '타입'],
  data: ['data', '데이터'],
  fcs: ['frame check sequence', '프레임 체크 시퀀스'],
  jam: ['jam', '재밍 신호'],
});

export type Tone = 'ink' | 'soft' | 'collision' | 'bad' | 'good' | 'jam';

/** How a kind of event shows: the higher its rank, the sooner it gets room for its words. */
export interface Mark {
  readonly rank: number;
  readonly tone: Tone;
  /** Whether it shows as something bad after all. */
  readonly isBad?: (numbers: Numbers) => boolean;
  /** From long to short. */
  readonly says: (numbers: Numbers, tape: Tape, event: TapeEvent) => readonly string[];
}

const said =
  (...texts: (() => string)[]) =>
  () =>
    texts.map((text) => text());

/** What a receiver finds wrong with a frame that came whole. */
const FCS_REASONS = new Set([DROP_REASONS.indexOf('fcsError'), DROP_REASONS.indexOf('alignmentError')]);

export const MARKS: Partial<Record<EventName, Mark>> = {
  transmitStart: { rank: 5, tone: 'ink', says: (its, tape) => sends(its, tape) },
  collision: {
    rank: 8,
    tone: 'collision',
    says: ({ bit }, { stage }, { part }) =>
      stage.ports.some((port) => port.part === part && port.medium === 'coax')
        ? [words.coaxCollision(bit!), words.collisionShort]
        : [words.collision(bit!), words.collisionLess, words.collisionShort],
  },
  lateCollision: { rank: 10, tone: 'bad', says: ({ bit }) => [words.late(bit!), words.lateShort] },
  backoff: {
    rank: 9,
    tone: 'collision',
    says: ({ r, range }, { stage }) => [
      r! > 0
        ? words.backoff(r!, range! - 1, time(r! * stage.slotPs).replace(' ', '\u00a0'))
        : words.backoffNone(r!, range! - 1),
      words.backoffShort(r!, range! - 1),
      `r=${r}`,
    ],
  },
  deferring: {
    rank: 3,
    tone: 'soft',
    says: said(
      () => words.deferring,
      () => words.deferringShort,
    ),
  },
  excessiveCollisions: { rank: 10, tone: 'bad', says: ({ attempts }) => [words.gaveUp(attempts!)] },
  frameReceived: {
    rank: 4,
    tone: 'good',
    says: ({ frame }) => [words.received(frame!), words.receivedShort(frame!)],
  },
  receiveError: {
    rank: 4,
    tone: 'soft',
    isBad: ({ reason }) => FCS_REASONS.has(reason!),
    says: ({ frame, reason }) =>
      FCS_REASONS.has(reason!) && frame! >= 0 ? [words.wrong(frame!), words.wrongShort] : [words.fragment],
  },
  repeaterCollision: {
    rank: 9,
    tone: 'collision',
    says: ({ active }) => [words.hubCollision(active!), words.hubCollisionShort, fieldWords.jam],
  },
  repeat: {
    rank: 3,
    tone: 'soft',
    says: ({ port }, { stage }, { part }) => [words.repeats(hubPortName(stage, part, port!)), words.repeatsShort],
  },
  partition: { rank: 7, tone: 'bad', says: said(() => words.partition) },
  reconnect: { rank: 7, tone: 'good', says: said(() => words.reconnect) },
  jabberOn: { rank: 9, tone: 'bad', says: said(() => words.jabberOn) },
  jabberOff: { rank: 6, tone: 'good', says: said(() => words.jabberOff) },
  cableCut: { rank: 9, tone: 'bad', says: said(() => words.cut) },
  cableRestored: { rank: 8, tone: 'good', says: said(() => words.restored) },
  fault: { rank: 8, tone: 'bad', says: said(() => words.fault) },
  polarityCorrected: {
    rank: 6,
    tone: 'ink',
    says: said(
      () => words.polarity,
      () => words.polarityShort,
    ),
  },
  excessiveDeferral: { rank: 7, tone: 'bad', says: said(() => words.deferral) },
  frameDropped: { rank: 6, tone: 'bad', says: ({ frame }) => [words.dropped(frame!)] },
  onePortLeft: { rank: 2, tone: 'soft', says: said(() => words.oneLeft) },
  linkDown: { rank: 7, tone: 'bad', says: said(() => words.linkDown) },
  linkUp: { rank: 7, tone: 'good', says: said(() => words.linkUp) },
};

function sends({ frame, attempt, octets }: Numbers, tape: Tape): readonly string[] {
  if (attempt! > 1) return [words.retry(frame!, attempt!), words.retryShort(frame!), `#${frame}`];
  const to = destinationOf(tape, frame!);
  return [words.sends(frame!, to, octets!), words.sendsShort(frame!, to), `#${frame}`];
}

/** The port's name by the repeater's index of it. */
function hubPortName({ hubPorts, ports }: Tape['stage'], part: number, index: number): string {
  const port = hubPorts.find((hub) => hub.part === part)?.ports[index] ?? -1;
  return ports[port]?.name ?? `port ${index + 1}`;
}

/** Ticks that no event tells of. */
export const times = {
  jamEnds: said(() => words.jamEnds),
  gap: said(
    () => words.gap,
    () => words.gapShort,
  ),
  slotOver: said(
    () => words.slotOver,
    () => words.slotOverShort,
  ),
  carrier: said(() => words.carrier),
  hearsJam: said(
    () => words.hearsJam,
    () => words.hearsJamShort,
  ),
  window: said(() => words.window),
  lateFrom: said(() => words.lateFrom),
};

/** Whom a frame is for, by name; its address when it is nobody's. */
export function destinationOf(tape: Tape, ticket: number): string {
  const row = tape.rowsOfFrame(ticket)[0];
  const octets = row === undefined ? undefined : tape.octetsOf(row).subarray(8, 14);
  if (!octets || octets.length < 6) return '?';
  const address = Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join(':');
  if (address === 'ff:ff:ff:ff:ff:ff') return words.all;
  const owner = tape.stage.nodes.find((node) => node.kind === 'host' && node.mac.toLowerCase() === address);
  return owner?.name ?? address;
}

/** What a transmission is, in a few words: for tooltips and for who can't see. */
export function titleOf(tape: Tape, row: number): string {
  const { ticket } = tape.transmission(row);
  const sender = senderOf(tape, row);
  if (sender < 0) return fieldWords.jam;
  return `${tape.stage.parts[sender]!.name}: ${words.sendsShort(ticket, destinationOf(tape, ticket))}`;
}
