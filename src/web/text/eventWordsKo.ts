// What a person is told of each kind of event, in Korean: beside capture/traceWords.ts, which tells it in English.
import { type EventWords, us } from '../../capture/traceWords.js';
import { HEADER_BITS, JAM_BITS, SLOT_BITS } from '../../mac/constants.js';
import { BIT_PS } from '../../phy/constants.js';
import type { DropReason } from '../../sim/drop.js';
import { josa } from './josa.js';

/** Why a frame was lost. */
export const DROP_WORDS_KO: Readonly<Record<DropReason, string>> = {
  none: '없음',
  excessiveCollisions: '16번 시도해 16번 모두 충돌',
  lateCollision: '늦은 충돌',
  queueFull: '송신 큐가 가득 참',
  noBuffer: '남은 메모리 없음',
  tooLong: '버퍼보다 긴 프레임',
  linkDown: '링크 끊김',
  jabber: '재버 보호 회로가 송신을 차단',
  fcsError: 'FCS 오류',
  alignmentError: 'FCS 오류, 옥텟 단위로 끝나지 않음',
  symbolError: '라인 코드에 어긋나는 비트',
  noSfd: '스타트 프레임 딜리미터(SFD) 없음',
  fragment: '너무 짧은 조각(fragment)',
  frameTooLong: '프레임 최대 길이 초과',
  partitioned: '포트가 분리(partition)됨',
  loss: '불량 링크에서 유실',
  noReceiver: '해당 주소의 스테이션 없음',
  unfinished: '끝나기 전에 실행 종료',
};

/** The sentences. */
export const EVENT_WORDS_KO: EventWords = {
  frameQueued: ({ frame, waiting }, say) => `${josa(say.frame(frame), '을/를')} 송신 큐에 넣음, 대기 ${waiting}개`,
  frameDropped: ({ frame, reason }, say) => `${say.frame(frame)} 폐기: ${DROP_WORDS_KO[reason]}`,
  deferring: ({ frame, carrierSincePs }, say) => `${say.frame(frame)} 송신 보류: ${us(carrierSincePs)}부터 캐리어 감지`,
  transmitStart: ({ frame, attempt, octets }, say) =>
    `${say.frameTo(frame)} 송신 시작, ${octets}옥텟${attempt > 1 ? `, ${attempt}번째 시도` : ''}`,
  transmitEnd: ({ frame }, say) => `${say.frame(frame)} 송신 완료`,
  collision: ({ frame, attempt, bit, part }, say) =>
    `충돌: ${josa(say.frame(frame), '을/를')} 보내는 중에 ${say.heardBy(part)} 감지, ${attempt}번째 시도의 비트 ${bit}; ${
      bit < HEADER_BITS ? '프리앰블을 마저 보낸 뒤 재밍 신호 송신' : `재밍 신호 ${JAM_BITS}비트 송신`
    }`,
  lateCollision: ({ bit }) =>
    `늦은 충돌: 비트 ${josa(String(bit), '은/는')} 슬롯 ${SLOT_BITS}비트를 지난 뒤, 이미 회선을 독점했어야 할 때`,
  jam: ({ fromBit, bits }) => `비트 ${fromBit}부터 ${fromBit + bits}까지 재밍 신호 송신`,
  backoff: ({ attempt, r, range }) =>
    `충돌 ${attempt}회 뒤 백오프: 0~${range - 1} 중 r = ${r}, ${
      r === 0 ? '바로 재시도' : `${us(r * SLOT_BITS * BIT_PS)} 대기`
    }`,
  excessiveCollisions: ({ frame, attempts }, say) => `${say.frame(frame)} 송신 포기: 충돌 ${attempts}회`,
  excessiveDeferral: ({ frame, waitedPs }, say) => `${say.frame(frame)} 송신을 ${us(waitedPs)} 동안 보류`,
  frameReceived: ({ frame, octets }, say) => `${say.frameFrom(frame)} 수신, ${octets}옥텟, FCS 정상`,
  receiveError: ({ frame, reason, octets }, say) =>
    `${say.frameFrom(frame)} 폐기, ${octets}옥텟: ${DROP_WORDS_KO[reason]}`,
  signalStart: ({ port, except }) => `신호 송출 시작${lineEnds(port, except)}`,
  signalEnd: ({ port, except, bits }) => `${bits}비트 신호 송출 끝${lineEnds(port, except)}`,
  repeat: ({ port }) => `${josa(port ?? '', '으로/로')} 들어오는 신호를 나머지 모든 포트로 중계`,
  repeaterCollision: ({ port, active }) =>
    `충돌: ${port}에도 신호가 들어와 활성 포트 ${active}개; 충돌한 포트까지 모든 포트에 재밍 신호 송신`,
  onePortLeft: ({ port }) => `${port}만 아직 활성: 조용해질 때까지 나머지 모든 포트에 재밍 신호 송신`,
  repeaterIdle: ({ bits }) => `${bits}비트를 보낸 뒤 조용해짐`,
  fragmentExtended: ({ port, bits }) => `${port}에서 온 ${bits}비트 조각을 재밍 신호로 96비트까지 연장`,
  partition: ({ port, collisions }) => `연속 충돌 ${collisions}회로 ${josa(port ?? '', '을/를')} 분리`,
  reconnect: ({ port }) => `${josa(port ?? '', '이/가')} 정상으로 돌아와 다시 연결`,
  lockupProtection: ({ bits }) => `${bits}비트를 보낸 뒤 출력을 잠시 끊음: MAU 재버 잠금 보호`,
  jabberOn: () => '재버: 트랜시버가 송신을 차단',
  jabberOff: () => '재버 끝: 트랜시버가 송신을 다시 허용',
  linkDown: () => '링크 테스트 펄스 없음: 링크 끊김',
  linkUp: () => '링크 테스트 펄스 복구: 링크 연결',
  cableCut: () => '케이블 절단',
  cableRestored: () => '케이블 복구',
  polarityCorrected: () => '페어의 두 선이 뒤바뀐 것을 알아내 바로잡음',
  sqeTest: () => 'SQE 테스트: 트랜시버가 충돌을 알릴 수 있음을 보임',
  fault: ({ frame, kind, bit, bits }, say) =>
    kind === 'flip'
      ? `결함 주입: ${say.frame(frame)}의 비트 ${josa(String(bit), '을/를')} 뒤집음`
      : `결함 주입: ${say.frame(frame)} 신호의 비트 ${bit}부터 ${bits}비트에 잡음`,
};

function lineEnds(port: string | null, except: string | null): string {
  if (port !== null) return ` (${port} 쪽으로만)`;
  return except === null ? '' : ` (${except} 쪽 제외)`;
}
