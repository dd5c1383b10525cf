/**
 * What a port hears on a coax, worked out from what is on the line: a tap that sleeps is told of nothing itself, and an
 * observer must not wake it. Signals that overlap at the port are one passage, as they are to whoever listens there.
 */
import type { Signal, SignalPool } from '../line/signal.js';
import { type Layer, wiredAnd } from '../line/superposition.js';
import { DROP } from '../sim/drop.js';
import { imageOf, type WireImage } from './wireImage.js';

/** One signal as it passed the port. */
interface Layered {
  readonly fromPs: number;
  readonly toPs: number;
  readonly image: WireImage;
}

/** What passes one port of a coax since it was last quiet there. */
export class CoaxPort {
  /** Signals whose fronts have come, and those of them whose tails have not. */
  signals = 0;
  private passing = 0;
  private readonly layers: Layered[] = [];

  /** A front has come. */
  front(): void {
    this.signals++;
    this.passing++;
  }

  /** A tail has passed; true if the line is quiet here now. */
  tail(layer: Layered): boolean {
    this.layers.push(layer);
    return --this.passing === 0;
  }

  /** From the first front on, in picoseconds. */
  get fromPs(): number {
    return Math.min(...this.layers.map(({ fromPs }) => fromPs));
  }

  /** All that has passed as one image, once the line is quiet. */
  whole(pool: SignalPool): WireImage {
    const layers = this.layers.toSorted((a, b) => a.fromPs - b.fromPs);
    const { image, fromPs } = layers[0]!;
    const toPs = Math.max(...layers.map((layer) => layer.toPs));
    if (layers.length === 1) return { ...image, source: -1, startPs: fromPs, endPs: toPs };
    const { ticket, aborted, symbolPs } = image;
    const signal = pool.take(symbolPs);
    signal.count = Math.round((toPs - fromPs) / symbolPs);
    signal.ended = true;
    signal.overlap = {
      compose: (whole: Signal) =>
        wiredAnd(
          whole,
          layers.map((layer) => layerOf(layer, fromPs)),
        ),
    };
    const composed = imageOf(signal, -1, fromPs, toPs);
    signal.release();
    return { ...composed, ticket, aborted, loss: image.loss || DROP.fragment };
  }

  /** What passes from now on is something new. */
  clear(): void {
    this.signals = 0;
    this.passing = 0;
    this.layers.length = 0;
  }
}

function layerOf({ fromPs, image }: Layered, firstPs: number): Layer {
  const { symbols, count, symbolPs } = image;
  return { octets: symbols, at: 0, count, offset: Math.round((fromPs - firstPs) / symbolPs) };
}
