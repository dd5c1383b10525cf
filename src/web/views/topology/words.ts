// What the picture of the network says.
import type { HubState, MacState, StationMoment } from '../../run/moment.js';
import { bilingual } from '../../text/bilingual.js';
import { time } from '../../widgets/format.js';

export const words = bilingual({
  title: ['Network', '네트워크'],
  picture: [
    (us: string) => `The network at ${us}. Arrow keys go from part to part, Enter selects.`,
    (us: string) => `${us} 시점의 네트워크. 화살표 키로 이동하고 Enter로 선택합니다.`,
  ],
  waiting: ['Nothing runs yet.', '아직 실행된 것이 없습니다.'],
  transmit: ['transmit', '송신'],
  receive: ['receive', '수신'],
  collision: ['collision', '충돌'],
  link: ['link', '링크'],
  station: ['station', '스테이션'],
  hub: ['repeater hub', '리피터 허브'],
  coax: ['coax', '동축 케이블'],
  unplugged: ['no cable', '케이블 없음'],
  noLink: ['no link', '링크 끊김'],
  jabber: ['cut off: jabber', '재버로 차단됨'],
  queue: [(n: number) => `${n} waiting`, (n: number) => `대기 ${n}개`],
  partitioned: ['partitioned', '분리됨'],
  cut: ['cut', '단선'],
  down: ['down', '끊김'],
  port: [(n: string) => `port ${n}`, (n: string) => `${n}번 포트`],
  more: [(n: number) => `${n} more`, (n: number) => `그 밖에 ${n}대`],
  moreState: [
    (sending: number, backing: number) => `${sending} send, ${backing} back off`,
    (sending: number, backing: number) => `송신 ${sending}, 백오프 ${backing}`,
  ],
  fewer: ['Show fewer', '접기'],
  onWire: ['On the wire now', '지금 선로 위에'],
  nothing: ['nothing', '없음'],
  frame: [(n: number) => `frame #${n}`, (n: number) => `프레임 #${n}`],
  carrier: ['no frame', '프레임 아님'],
  jam: ['jam', '재밍 신호'],
  repeated: ['repeated', '중계'],
  legend: ['Lamps', '표시등'],
  fullDuplex: ['full duplex', '전이중'],
  arrange: ['Arrange again', '다시 정렬'],
  edit: ['Edit', '편집'],
  compare: ['Compare', '비교'],
  compareTitle: ['Compare with another run', '다른 실행과 비교'],
  race: ['Race', '경주'],
  raceTitle: ['Race a backoff of your own', '나만의 백오프로 경주'],
});

const MAC: Record<MacState, readonly [string, string]> = {
  idle: ['idle', '유휴'],
  deferring: ['deferring', '송신 보류'],
  gap: ['gap (9.6 µs)', '프레임 간격'],
  transmitting: ['transmitting', '송신 중'],
  jamming: ['jamming', '재밍'],
  backoff: ['backoff', '백오프'],
};
const HUB: Record<HubState, readonly [string, string]> = {
  idle: ['idle', '유휴'],
  repeating: ['repeating', '중계 중'],
  collision: ['jamming', '재밍'],
  onePortLeft: ['one left', '하나 남음'],
};
const said = bilingual({
  mac: [(state: MacState) => MAC[state][0], (state: MacState) => MAC[state][1]],
  hub: [(state: HubState) => HUB[state][0], (state: HubState) => HUB[state][1]],
  backoff: [
    (r: number, most: number) => `backoff r=${r} of 0..${most}`,
    (r: number, most: number) => `백오프 r=${r} (0..${most})`,
  ],
  again: [(state: string, n: number) => `${state}, try ${n}`, (state: string, n: number) => `${state}, ${n}번째`],
});

/** A station's state in a few words: they stand in its box. */
export function stationState(its: StationMoment): string {
  if (!its.linkUp) return words.noLink;
  if (its.jabbering) return words.jabber;
  if (its.state === 'backoff') return said.backoff(its.r, its.range - 1);
  if (its.state === 'transmitting' && its.attempt > 1) return said.again(said.mac('transmitting'), its.attempt);
  return said.mac(its.state);
}

/** A hub's state in a word or three. */
export function hubState(state: HubState): string {
  return said.hub(state);
}

/** The rest of what is known of a station, for its tooltip and for those who hear it read. */
export function stationDetail(its: StationMoment, atPs: number): string {
  const left = its.state === 'backoff' ? `, ${time(Math.max(0, its.untilPs - atPs))}` : '';
  return `${stationState(its)}${left}${its.waiting > 0 ? `, ${words.queue(its.waiting)}` : ''}`;
}
