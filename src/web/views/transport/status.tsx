// How far the run in the worker is.
import { ending, report, revision, status, tape } from '../../state/session.js';
import { bilingual } from '../../text/bilingual.js';
import { grouped, time } from '../../widgets/format.js';

const words = bilingual({
  empty: ['no run yet', '아직 실행 없음'],
  building: ['building…', '준비 중…'],
  running: [
    (events: string, at: string) => `running… ${events} events, ${at}`,
    (events: string, at: string) => `실행 중… 이벤트 ${events}개, ${at}`,
  ],
  over: [
    (events: string, at: string) => `whole run: ${events} events in ${at}`,
    (events: string, at: string) => `전체 실행: ${at} 동안 이벤트 ${events}개`,
  ],
  stopped: [
    (events: string, at: string) => `stopped at ${at}, after ${events} events`,
    (events: string, at: string) => `${at}에서 중지, 이벤트 ${events}개`,
  ],
  enough: [
    (events: string, at: string) => `shown up to ${at}: ${events} events are all that the page can hold`,
    (events: string, at: string) => `${at}까지 표시: 페이지에 담을 수 있는 이벤트 ${events}개를 채움`,
  ],
  fingerprint: [(hex: string) => `fingerprint ${hex}`, (hex: string) => `지문 ${hex}`],
});

export function RunStatus() {
  revision.value;
  const its = tape.value;
  const how = status.value;
  const events = grouped(its?.events ?? 0);
  const at = time(its?.knownPs ?? 0, 5);
  const said =
    how === 'empty' || how === 'building'
      ? words[how]
      : words[how === 'over' ? (ending.value ?? 'over') : 'running'](events, at);
  const hex = how === 'over' ? report.value?.fingerprint : undefined;
  return (
    <p class="run-status">
      {said}
      {hex && (
        <span class="fingerprint" data-fingerprint={hex} title={words.fingerprint(hex)}>
          {words.fingerprint(hex.slice(0, 8))}
        </span>
      )}
    </p>
  );
}
