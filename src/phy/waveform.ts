// What a 10BASE-T transmitter puts on the pair, in volts between its two wires (clause 14.3.1.2).
//
//   half bits  0   1   1   0   0   1   |  TP_IDL          | silence
//                 ┌─╲___            ┌─╲|_________________ |
//         ───┐   │      │          │                     ╲___________
//            └─╱‾╵      └─╲___╱────╵
//
// A level that lasts longer than one half bit begins with the peak and goes on at less: that is how transmitters make up
// for what the cable takes from short pulses, and why the first 50 ns of a long pulse stand out on an oscilloscope.
import { BIT_PS, TP_IDL_PS } from './constants.js';

/** Peak between the wires: 2.2 V … 2.8 V (clause 14.3.1.2.1). */
export const PEAK_VOLTS = 2.5;
/** What is left of it in the second half bit and later. */
const SUSTAINED = 0.7;
/** From one level to the other, centred on the ideal instant; a raised cosine. */
const EDGE_PS = 20_000;
const HALF_BIT_PS = BIT_PS / 2;

/** One transmission with its end: half bits as sent, then TP_IDL, then nothing. */
export class Waveform10BaseT {
  /** Half bits of TP_IDL behind the frame: the pair is held high (clause 14.3.1.2.1). */
  readonly idlHalfBits = TP_IDL_PS / HALF_BIT_PS;
  /** From the first half bit to silence. */
  readonly durationPs: number;

  /**
   * @param halfBits packed, least significant bit first
   * @param count how many
   */
  constructor(
    private readonly halfBits: Uint8Array,
    private readonly count: number,
  ) {
    this.durationPs = (count + this.idlHalfBits) * HALF_BIT_PS;
  }

  /** Volts at `atPs` from the beginning of the first half bit; 0 long before and after. */
  voltsAt(atPs: number): number {
    const index = Math.floor(atPs / HALF_BIT_PS);
    const within = atPs - index * HALF_BIT_PS;
    const level = this.level(index);
    if (within < EDGE_PS / 2) return between(this.level(index - 1), level, 0.5 + within / EDGE_PS);
    const left = HALF_BIT_PS - within;
    return left < EDGE_PS / 2 ? between(level, this.level(index + 1), 0.5 - left / EDGE_PS) : level;
  }

  /** The steady level of a half bit, TP_IDL and silence counted on. */
  private level(index: number): number {
    const now = this.sign(index);
    return now * PEAK_VOLTS * (now === this.sign(index - 1) ? SUSTAINED : 1);
  }

  private sign(index: number): number {
    if (index < 0 || index >= this.count + this.idlHalfBits) return 0;
    if (index >= this.count) return 1;
    return (this.halfBits[index >> 3]! >> (index & 7)) & 1 ? 1 : -1;
  }
}

function between(from: number, to: number, part: number): number {
  return from + ((to - from) * (1 - Math.cos(Math.PI * part))) / 2;
}
