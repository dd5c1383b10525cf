// The page's one polite voice.
import { effect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { announce, announced } from '../../state/announcer.js';
import { ending, refusal, status, tape } from '../../state/session.js';
import { bilingual } from '../../text/bilingual.js';
import { time } from '../../widgets/format.js';

const words = bilingual({
  over: [
    (events: number, until: string) => `The run is over: ${events} events in ${until}.`,
    (events: number, until: string) => `실행 끝: ${until} 동안 이벤트 ${events}개.`,
  ],
  stopped: [
    (events: number, until: string) => `The run was stopped after ${events} events, at ${until}.`,
    (events: number, until: string) => `이벤트 ${events}개 뒤 ${until}에 실행 중지.`,
  ],
  enough: [
    (events: number, until: string) =>
      `The page holds no more: the run ends here, after ${events} events, at ${until}.`,
    (events: number, until: string) => `더 담을 수 없어 이벤트 ${events}개, ${until}에서 멈춥니다.`,
  ],
});

export function Announcer() {
  useEffect(
    () =>
      effect(() => {
        const how = ending.value;
        if (status.value !== 'over' || !how || refusal.value) return;
        const its = tape.peek();
        if (its) announce(words[how](its.events, time(its.knownPs, 7)));
      }),
    [],
  );
  return (
    <p class="hidden-text" role="status" id="announcer">
      {announced.value}
    </p>
  );
}
