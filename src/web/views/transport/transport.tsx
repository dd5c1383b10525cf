// Play, step, zoom: the one clock of all views.
import './transport.css';
import { asks } from '../../state/prediction.js';
import { status, stop } from '../../state/session.js';
import { zoom } from '../../state/standardKeys.js';
import { stepCollision, stepEvent } from '../../state/steps.js';
import { cursorPs, fitRun, playing, slowsDown, speed } from '../../state/time.js';
import { bilingual } from '../../text/bilingual.js';
import { time } from '../../widgets/format.js';
import { Icon, type IconName } from '../../widgets/icons.js';
import { Overview } from './overview.js';
import { Seed } from './seed.js';
import { RunStatus } from './status.js';

const words = bilingual({
  toolbar: ['Time', '시간'],
  play: ['Play', '재생'],
  pause: ['Pause', '일시 정지'],
  back: ['Event before', '이전 이벤트'],
  on: ['Next event', '다음 이벤트'],
  lastCollision: ['Collision before', '이전 충돌'],
  nextCollision: ['Next collision', '다음 충돌'],
  nearer: ['Zoom in', '확대'],
  farther: ['Zoom out', '축소'],
  all: ['Whole run', '전체 보기'],
  speed: ['Speed', '속도'],
  perSecond: [(of: string) => `${of} a second`, (of: string) => `1초에 ${of}`],
  slow: ['slower at collisions', '충돌에서 천천히'],
  ask: ['ask me first', '먼저 맞혀 보기'],
  askTitle: [
    'Stops before each backoff draw and lets you guess it',
    '백오프 추첨마다 먼저 멈추고 값을 맞혀 보게 합니다',
  ],
  stop: ['Stop the run', '실행 중지'],
  now: ['Cursor', '커서'],
});

export function Transport() {
  const on = playing.value;
  return (
    <section class="transport" aria-label={words.toolbar}>
      <div class="deck">
        <div class="group">
          <Press icon="lastCollision" label={words.lastCollision} keys="N" run={() => stepCollision(-1)} />
          <Press icon="back" label={words.back} keys="," run={() => stepEvent(-1)} />
          <Press
            icon={on ? 'pause' : 'play'}
            label={on ? words.pause : words.play}
            keys="Space"
            class="play"
            run={() => {
              playing.value = !on;
            }}
          />
          <Press icon="forward" label={words.on} keys="." run={() => stepEvent(1)} />
          <Press icon="nextCollision" label={words.nextCollision} keys="n" run={() => stepCollision(1)} />
        </div>
        <Clock />
        <div class="group">
          <Press icon="farther" label={words.farther} keys="-" run={() => zoom(0.5)} />
          <Press icon="nearer" label={words.nearer} keys="+" run={() => zoom(2)} />
          <Press icon="fit" label={words.all} run={fitRun} />
        </div>
        <Speed />
        <Toggle label={words.slow} of={slowsDown} />
        <Toggle label={words.ask} of={asks} title={words.askTitle} />
        <span class="spacer" />
        <Seed />
        {status.value === 'running' && (
          <button type="button" onClick={stop}>
            {words.stop}
          </button>
        )}
      </div>
      <Overview />
      <RunStatus />
    </section>
  );
}

interface PressProps {
  readonly icon: IconName;
  readonly label: string;
  readonly keys?: string;
  readonly class?: string;
  readonly run: () => void;
}

function Press({ icon, label, keys, class: name, run }: PressProps) {
  return (
    <button type="button" class={name} aria-label={label} title={keys ? `${label} (${keys})` : label} onClick={run}>
      <Icon name={icon} />
    </button>
  );
}

function Clock() {
  return (
    <output class="clock" aria-label={words.now} aria-live="off" data-ps={cursorPs.value}>
      {time(cursorPs.value, 7)}
    </output>
  );
}

interface ToggleProps {
  readonly label: string;
  readonly title?: string;
  readonly of: { value: boolean };
}

function Toggle({ label, title, of }: ToggleProps) {
  return (
    <label class="toggle" title={title}>
      <input
        type="checkbox"
        checked={of.value}
        onChange={({ currentTarget }) => {
          of.value = currentTarget.checked;
        }}
      />
      {label}
    </label>
  );
}

/** Slowest and fastest, as powers of ten of picoseconds a second: 100 ns a second to as it happens. */
const SLOWEST = 5;
const FASTEST = 12;

function Speed() {
  const said = words.perSecond(time(speed.value, 2));
  return (
    <label class="speed">
      {words.speed}
      <input
        type="range"
        min={SLOWEST}
        max={FASTEST}
        step={0.1}
        value={Math.log10(speed.value)}
        aria-valuetext={said}
        onInput={({ currentTarget }) => {
          speed.value = 10 ** Number(currentTarget.value);
        }}
      />
      <span class="said">{said}</span>
    </label>
  );
}
