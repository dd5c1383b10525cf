// What the event list says of an event, and for a lost frame the rule by which it was lost.
import { ATTEMPT_LIMIT } from '../../mac/constants.js';
import type { TapeEvent } from '../run/tape.js';
import { type Link, told } from './chain.js';
import type { Story } from './story.js';

/** What the event list says, where there is no more to say. */
export function plain(story: Story, { index }: TapeEvent): readonly Link[] {
  const { reader } = story;
  const name = reader.who(index);
  return [told(story, index, `${name} ${reader.sentence(index, 'en')}.`, `${name}: ${reader.sentence(index, 'ko')}.`)];
}

const LOST: Readonly<Record<string, readonly [en: string, ko: string, clause?: string]>> = {
  excessiveCollisions: [
    `All ${ATTEMPT_LIMIT} attempts collided: the MAC gives up and tells the layer above. (The study notes say the tenth; at the tenth only the range stops growing.)`,
    `${ATTEMPT_LIMIT}번의 시도가 모두 충돌해 MAC이 포기하고 위 계층에 알립니다. (책에는 10번째라고 되어 있지만, 10번째에는 추첨 범위가 더 커지지 않을 뿐입니다.)`,
    '4.2.3.2.5',
  ],
  lateCollision: [
    'Its controller drops a frame that collides late, as many do: whoever sent it must notice by itself.',
    '많은 컨트롤러처럼 늦은 충돌이 난 프레임은 버립니다. 보낸 쪽 상위 계층이 스스로 알아차려야 합니다.',
    '4.2.3.2.5',
  ],
  linkDown: ['Without a link there is nobody to hear it.', '링크가 끊겨 들을 상대가 없습니다.', '14.2.1.7'],
  queueFull: [
    'More was asked to be sent than the line can carry.',
    '회선이 나를 수 있는 것보다 많은 송신을 요청했습니다.',
  ],
  jabber: ['The transceiver cut the transmission off.', '트랜시버가 송신을 끊었습니다.', '14.2.1.6'],
};

/** Why a frame was dropped. */
export function lossLink(story: Story, event: TapeEvent): Link {
  const { reason } = story.reader.event(event.index) as unknown as { readonly reason: string };
  const [its] = plain(story, event);
  const [en, ko, clause] = LOST[reason] ?? ['', ''];
  return { ...its!, said: [`${its!.said[0]} ${en}`.trim(), `${its!.said[1]} ${ko}`.trim()], clause };
}
