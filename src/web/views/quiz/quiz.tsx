// Predict, then reveal: a question before a backoff draw, and the answer after a guess.
import './quiz.css';
import { effect, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { answer, asks, goOn, guess, type Question, question, score, veil } from '../../state/prediction.js';
import { tape } from '../../state/session.js';
import { span } from '../../state/time.js';
import { bilingual } from '../../text/bilingual.js';
import { josa } from '../../text/josa.js';
import { time } from '../../widgets/format.js';
import { goesFirst, rivalsOf } from './first.js';

const words = bilingual({
  title: [
    (who: string, attempt: number) =>
      `${who} has collided ${attempt === 1 ? 'once' : `${attempt} times`}. What will it draw?`,
    (who: string, attempt: number) => `${josa(who, '이/가')} ${attempt}번 충돌했습니다. 무엇을 뽑을까요?`,
  ],
  rule: [
    (last: number) =>
      `It draws r, one of 0 to ${last}, each as likely as the others, and waits r slots of 51.2 µs (clause 4.2.3.2.5).`,
    (last: number) => `0부터 ${last}까지의 r을 똑같은 확률로 하나 뽑아, 51.2 µs 슬롯을 r번 기다립니다(4.2.3.2.5절).`,
  ],
  rivals: [
    (names: string, chance: number | undefined) =>
      `${names} will draw as well: who draws less goes first${chance ? `; with a chance of 1 in ${chance} both draw the same and collide again` : ', and who draws the same collides again'}.`,
    (names: string, chance: number | undefined) =>
      `${names}도 뽑습니다. 작은 수를 뽑은 쪽이 먼저 보내고, ${chance ? `${chance}분의 1의 확률로 같은 수가 나와` : '같은 수를 뽑으면'} 또 충돌합니다.`,
  ],
  veiled: ['Veiled until you have guessed the next draw', '다음 추첨을 맞혀 보기 전까지 가려 둡니다'],
  guess: ['Guess', '맞혀 보기'],
  skip: ['Just show me', '그냥 보기'],
  stop: ['Stop asking', '그만 묻기'],
  onward: ['Go on', '계속'],
  drawn: [
    (r: number, wait: string) =>
      `r = ${r}: ${r === 0 ? 'it tries again as soon as the line is free' : `it waits ${wait}`}.`,
    (r: number, wait: string) => `r = ${r}: ${r === 0 ? '회선이 비면 바로 다시 보냅니다' : `${wait} 기다립니다`}.`,
  ],
  right: ['That was right!', '맞혔습니다!'],
  wrong: [(of: number) => `You said ${of}.`, (of: number) => `고른 값은 ${of}입니다.`],
  first: [
    (who: string, wait: string) => `Of all who collided ${who} goes first, after ${wait} from its draw.`,
    (who: string, wait: string) => `충돌한 스테이션 가운데 ${josa(who, '이/가')} 추첨 후 ${wait} 만에 먼저 보냅니다.`,
  ],
  tie: [
    (who: string) => `${who} will send again together: another collision, and a range twice as wide.`,
    (who: string) => `${who}: 다시 함께 보내므로 또 충돌하고 범위가 두 배가 됩니다.`,
  ],
  score: [
    (right: number, asked: number, chance: string) =>
      `${right} of ${asked} right; blind chance would have had ${chance}.`,
    (right: number, asked: number, chance: string) =>
      `${asked}번 중 ${right}번 맞힘. 무작위라면 평균 ${chance}번입니다.`,
  ],
});

/** Up to so many choices there is a button for each. */
const BUTTONS = 16;

export function Quiz() {
  useEffect(keepVeil, []);
  const its = question.value;
  if (!its) return null;
  return <Asked key={its.event} its={its} />;
}

/** Tells the style sheet from which share of the span in view on time is veiled. */
function keepVeil(): () => void {
  const { dataset, style } = document.documentElement;
  return effect(() => {
    const from = veil.value;
    const { fromPs, toPs } = span.value;
    if (!from || from.atPs > toPs) {
      delete dataset.veiled;
      return;
    }
    dataset.veiled = String(from.atPs);
    style.setProperty('--veiled-from', `${Math.max(0, (100 * (from.atPs - fromPs)) / (toPs - fromPs)).toFixed(3)}%`);
    style.setProperty('--veil-says', JSON.stringify(words.veiled));
  });
}

function Asked({ its }: { readonly its: Question }) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const card = ref.current!;
    card.focus();
    return () => {
      const { activeElement, body } = document;
      if (activeElement !== body && !card.contains(activeElement)) return;
      const wasSomewhere = before instanceof HTMLElement && before !== body && before.isConnected;
      (wasSomewhere ? before : document.querySelector<HTMLElement>('.transport .play'))?.focus();
    };
  }, []);
  const said = guess.value;
  return (
    <section class="quiz" id="quiz" aria-labelledby="quiz-title" aria-describedby="quiz-rule" tabIndex={-1} ref={ref}>
      <h2 id="quiz-title">{words.title(its.station, its.attempt)}</h2>
      <p id="quiz-rule">
        {words.rule(its.range - 1)} {rivals(its)}
      </p>
      {said === undefined ? <Choices its={its} /> : <Revealed its={its} said={said} />}
    </section>
  );
}

function rivals({ event, range }: Question): string {
  const others = rivalsOf(tape.value!, event);
  const [one] = others;
  if (!one) return '';
  const chance = others.length === 1 ? Math.max(range, one.range) : undefined;
  return words.rivals(others.map(({ name }) => name).join(', '), chance);
}

function Choices({ its }: { readonly its: Question }) {
  const typed = useSignal(0);
  return (
    <form
      class="choices"
      onSubmit={(event) => {
        event.preventDefault();
        answer(typed.value);
      }}
    >
      {its.range <= BUTTONS ? (
        Array.from({ length: its.range }, (_, r) => (
          <button type="button" key={r} aria-label={`r = ${r}`} onClick={() => answer(r)}>
            {r}
          </button>
        ))
      ) : (
        <>
          <label>
            r ={' '}
            <input
              type="number"
              min={0}
              max={its.range - 1}
              value={typed.value}
              onInput={({ currentTarget }) => {
                typed.value = Math.min(Math.max(0, Math.round(currentTarget.valueAsNumber || 0)), its.range - 1);
              }}
            />
          </label>
          <button type="submit">{words.guess}</button>
        </>
      )}
      <span class="spacer" />
      <button type="button" onClick={goOn}>
        {words.skip}
      </button>
      <button type="button" onClick={stopAsking}>
        {words.stop}
      </button>
    </form>
  );
}

function Revealed({ its, said }: { readonly its: Question; readonly said: number }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  const run = tape.value!;
  const { right, asked, expected } = score.value;
  const race = goesFirst(run, its.event);
  return (
    <>
      <p class={said === its.r ? 'right' : 'wrong'} role="status">
        <strong>{said === its.r ? words.right : words.wrong(said)}</strong>{' '}
        {words.drawn(its.r, time(its.r * run.stage.slotPs))}{' '}
        {race &&
          (race.names.length === 1 ? words.first(race.names[0]!, time(race.waitPs)) : words.tie(race.names.join(', ')))}
      </p>
      <div class="choices">
        <button type="button" ref={button} onClick={goOn}>
          {words.onward}
        </button>
        <span class="score">{words.score(right, asked, expected.toFixed(1))}</span>
        <span class="spacer" />
        <button type="button" onClick={stopAsking}>
          {words.stop}
        </button>
      </div>
    </>
  );
}

function stopAsking(): void {
  asks.value = false;
  goOn();
}
