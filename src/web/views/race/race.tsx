// Somebody's own backoff against the standard's: lines to write, and what becomes of everybody.
import './race.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { RefusedError } from '../../engine/client.js';
import { type Race, SILENCE_MS, startRace, TimeoutError } from '../../race/runner.js';
import type { Lap, RaceResult } from '../../race/standing.js';
import type { Stage } from '../../run/stage.js';
import { selected } from '../../state/selection.js';
import { request, tape } from '../../state/session.js';
import { openWindow } from '../../state/windows.js';
import { told } from '../../text/refusals/told.js';
import { Dialog } from '../../widgets/dialog.js';
import { Choice, NumberField } from '../../widgets/fields.js';
import { LinedText } from '../../widgets/linedText.js';
import { PRESETS } from './presets.js';
import { Result } from './result.js';
import { words } from './words.js';

/** Kept while the page is open, and nowhere else: code is no part of a scenario or link. */
let lastCode = PRESETS[0]!.code;
const MOST_SEEDS = 20;

interface Trouble {
  readonly message: string;
  readonly line?: number | undefined;
}

export function RaceWindow() {
  const close = () => {
    openWindow.value = undefined;
  };
  const stage = tape.value?.stage;
  const names = stage ? racersOf(stage) : [];
  return (
    <Dialog id="race" title={words.title} onClose={close}>
      {names.length === 0 ? <p>{words.nobody}</p> : <RaceDesk names={names} />}
    </Dialog>
  );
}

/** Stations that back off, where there is anybody to race against. */
function racersOf({ nodes, ports }: Stage): string[] {
  const plugged = new Set(ports.map(({ owner }) => owner));
  const hosts = nodes.filter(({ kind, name }) => kind === 'host' && plugged.has(name));
  if (hosts.length < 2) return [];
  return hosts.flatMap((node) => (node.kind === 'host' && node.duplex === 'half' ? [node.name] : []));
}

function troubleOf(error: unknown): Trouble {
  if (error instanceof TimeoutError) {
    const seconds = error.ms / 1000;
    const endless = error.ms === SILENCE_MS && error.lap === 'own';
    return { message: endless ? words.endless(seconds) : words.tooLong(seconds) };
  }
  if (error instanceof RefusedError) return { message: error.refusal.message, line: error.refusal.line };
  return { message: `${words.broken} ${error instanceof Error ? error.message : ''}` };
}

function RaceDesk({ names }: { names: readonly string[] }) {
  const pick = selected.peek();
  const [station, setStation] = useState(pick?.kind === 'part' && names.includes(pick.name) ? pick.name : names[0]!);
  const [load, setLoad] = useState<'saturated' | 'scenario'>('saturated');
  const [seeds, setSeeds] = useState(5);
  const [code, setCode] = useState(lastCode);
  const [way, setWay] = useState<{ readonly lap: Lap; readonly share: number } | undefined>(undefined);
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined);
  const [result, setResult] = useState<RaceResult | undefined>(undefined);
  const race = useRef<Race | undefined>(undefined);
  const goTo = useRef<(line: number) => void>(() => undefined);
  useEffect(() => () => race.current?.stop(), []);

  const write = (text: string) => {
    lastCode = text;
    setCode(text);
    setTrouble(undefined);
  };
  const stop = () => {
    race.current?.stop();
    race.current = undefined;
    setWay(undefined);
  };
  const go = async () => {
    const wanted = request.peek();
    if (!wanted) return;
    stop();
    setTrouble(undefined);
    setWay({ lap: 'standard', share: 0 });
    const mine = startRace({ request: wanted, station, code, load, seeds }, (lap, share) => setWay({ lap, share }));
    race.current = mine;
    try {
      const come = await mine.result;
      if (race.current === mine) setResult(come);
    } catch (error) {
      if (race.current === mine) setTrouble(troubleOf(error));
    }
    if (race.current === mine) setWay(undefined);
  };
  const preset = PRESETS.find((one) => one.code === code)?.id ?? 'own';
  return (
    <div class="race">
      <p>{words.lead}</p>
      <div class="form-fields choices">
        <Choice
          label={words.station}
          value={station}
          options={names.map((name) => [name, name])}
          onValue={setStation}
        />
        <Choice
          label={words.load}
          value={load}
          options={(['saturated', 'scenario'] as const).map((one) => [one, words[one]])}
          onValue={(value) => setLoad(value as typeof load)}
        />
        <NumberField label={words.seeds} value={seeds} min={1} max={MOST_SEEDS} onValue={setSeeds} />
        <Choice
          label={words.preset}
          value={preset}
          options={[
            ...PRESETS.map(({ id }) => [id, words[id]] as const),
            ...(preset === 'own' ? [['own', words.own] as const] : []),
          ]}
          onValue={(id) => write(PRESETS.find((one) => one.id === id)?.code ?? code)}
        />
      </div>
      <p class="label">{words.code}</p>
      <LinedText
        label={words.code}
        text={code}
        onText={write}
        rows={Math.min(16, Math.max(6, code.split('\n').length))}
        bad={trouble?.line}
        bind={(go) => {
          goTo.current = go;
        }}
      />
      <p class="soft">{words.explain}</p>
      <div class="row">
        {way ? (
          <button type="button" onClick={stop}>
            {words.stop}
          </button>
        ) : (
          <button type="button" class="primary" onClick={() => void go()}>
            {words.go}
          </button>
        )}
        {way && <Way station={station} lap={way.lap} share={way.share} />}
        {trouble && (
          <p class="problem" role="alert">
            {trouble.line !== undefined && (
              <button type="button" onClick={() => goTo.current(trouble.line!)}>
                {words.line(trouble.line)}
              </button>
            )}{' '}
            {told(trouble.message)}
          </p>
        )}
      </div>
      {result && <Result result={result} />}
      <p class="soft safe">{words.safe}</p>
    </div>
  );
}

function Way({ station, lap, share }: { station: string; lap: Lap; share: number }) {
  const said = lap === 'standard' ? words.lapStandard : words.lapOwn(station);
  return (
    <label class="way">
      <progress max={1} value={(lap === 'own' ? 0.5 : 0) + share / 2} />
      <span>{said}</span>
    </label>
  );
}
