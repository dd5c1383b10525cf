// The shift register of the frame check sequence beside the bit that is selected.
import { useMemo } from 'preact/hooks';
import { selectBit } from '../../state/bitwalk.js';
import { CrcWalk, fcsOctets, hex32, POLYNOMIAL, RESIDUE } from './crcWalk.js';
import type { Section } from './section.js';
import type { SeenTransmission, Subject } from './subject.js';
import { words } from './words.js';

const FCS_OCTETS = 4;

const spaced = (octets: Uint8Array): string => Array.from(octets, (one) => one.toString(16).padStart(2, '0')).join(' ');

function View({ subject }: { readonly subject: Subject }) {
  const seen = subject.transmission!;
  const { image } = seen;
  const frame = image?.frame;
  const walk = useMemo(() => frame && new CrcWalk(frame), [frame]);
  if (!image || !walk) return <p class="quiet">{words.coming}</p>;
  if (image.sfd < 0) return <p class="quiet">{words.crcNone}</p>;
  const fed = Math.min(Math.max(0, seen.bit - image.sfd + 1), walk.bits);
  return (
    <>
      <Steps seen={seen} sfd={image.sfd} fed={fed} bits={walk.bits} />
      <Register walk={walk} fed={fed} />
      <Ending walk={walk} frame={image.frame} whole={seen.fields.some(({ name }) => name === 'fcs')} />
    </>
  );
}

interface StepsProps {
  readonly seen: SeenTransmission;
  readonly sfd: number;
  readonly fed: number;
  readonly bits: number;
}

function Steps({ seen, sfd, fed, bits }: StepsProps) {
  const go = (to: number): void => {
    selectBit(seen.its.row, seen.passage?.port ?? -1, sfd - 1 + Math.min(Math.max(0, to), bits));
  };
  const buttons: readonly (readonly [string, string, number])[] = [
    ['«', words.toStart, 0],
    ['‹', words.stepBack, fed - 1],
    ['›', words.stepOn, fed + 1],
    ['FCS', words.toFcs, Math.max(0, bits - 8 * FCS_OCTETS)],
    ['»', words.toEnd, bits],
  ];
  return (
    <div class="crc-steps">
      <input
        type="range"
        min={0}
        max={bits}
        value={fed}
        aria-label={words.slider}
        aria-valuetext={words.crcPosition(fed, bits)}
        onInput={({ currentTarget }) => go(Number(currentTarget.value))}
      />
      <span class="crc-buttons">
        {buttons.map(([sign, label, to]) => (
          <button type="button" key={sign} aria-label={label} title={label} onClick={() => go(to)}>
            <span aria-hidden="true">{sign}</span>
          </button>
        ))}
      </span>
      <output>{words.crcPosition(fed, bits)}</output>
    </div>
  );
}

/** A register in hexadecimal, and its 32 bits from x^31 to x^0; what the last step inverted is marked. */
function Bits({ value, changed, label }: { readonly value: number; readonly changed: number; readonly label: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd class="mono">{hex32(value)}</dd>
      <dd class="mono crc-bits">
        {[24, 16, 8, 0].map((shift) => (
          <span class="crc-octet" key={shift}>
            {Array.from({ length: 8 }, (_, i) => {
              const at = shift + 7 - i;
              return (
                <span key={at} class={(changed >>> at) & 1 ? 'turned' : undefined} title={`x^${at}`}>
                  {(value >>> at) & 1}
                </span>
              );
            })}
          </span>
        ))}
      </dd>
    </>
  );
}

function Register({ walk, fed }: { readonly walk: CrcWalk; readonly fed: number }) {
  const step = walk.step(fed);
  const register = walk.after(fed);
  return (
    <>
      <p class="crc-say">{step ? words.crcStep(step.bit, step.out, step.feedback) : words.crcBefore}</p>
      <dl class="crc">
        <Bits value={register} changed={step?.feedback ? POLYNOMIAL : 0} label={words.register} />
        <Bits value={POLYNOMIAL} changed={0} label={words.polynomial} />
        <Bits value={~register >>> 0} changed={0} label={words.complement} />
      </dl>
      <p class="quiet">
        {words.asSent}: <span class="mono">{spaced(fcsOctets(register))}</span>
      </p>
    </>
  );
}

interface EndingProps {
  readonly walk: CrcWalk;
  readonly frame: Uint8Array;
  /** It has an FCS of its sender's: a fragment ends before. */
  readonly whole: boolean;
}

function Ending({ walk, frame, whole }: EndingProps) {
  if (frame.length < FCS_OCTETS) return null;
  const end = walk.after(walk.bits);
  const good = end === RESIDUE;
  return (
    <dl class="pairs">
      <dt>{whole ? words.fcsHere : words.fcsTaken}</dt>
      <dd class="mono">{spaced(frame.subarray(frame.length - FCS_OCTETS))}</dd>
      <dt>{words.residue}</dt>
      <dd>
        <span class={good ? 'good' : 'bad'}>
          {good ? `✓ ${words.residueGood(hex32(end))}` : `✗ ${words.residueBad(hex32(end), hex32(RESIDUE))}`}
        </span>
      </dd>
    </dl>
  );
}

export const crcSection: Section = {
  id: 'crc',
  title: () => words.crcTitle,
  shows: ({ transmission }) => transmission?.image !== undefined,
  View,
};
