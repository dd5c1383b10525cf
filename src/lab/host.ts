// A station on the bench: adapter, transceiver and one port, eth0.
import { Fan } from '../line/fan.js';
import { BROADCAST, formatAddress, isGroup, parseAddress, writeAddress } from '../mac/address.js';
import { CsmaCd } from '../mac/csmaCd.js';
import { FramePool } from '../mac/frame.js';
import { FullDuplex } from '../mac/fullDuplex.js';
import { type Sender, Station } from '../mac/station.js';
import type { Mii } from '../phy/mii.js';
import { Transceiver } from '../phy/transceiver.js';
import { DROP } from '../sim/drop.js';
import type { Probe } from '../sim/probe.js';
import { type Backoff, checkedBackoff } from './backoff.js';
import type { Bench } from './bench.js';
import { choicesOf, LabError, octetsOf, oneOf, wholeWithin, within } from './labError.js';
import type { Plug, Socket } from './plug.js';

/** A station's choices. */
export interface HostChoices {
  /** `02:00:00:00:00:01`; by default locally administered and numbered in the order of making. */
  mac?: string;
  /** `half` by default. */
  duplex?: 'half' | 'full';
  /** Receives every good frame, whoever it is for; false by default. */
  promiscuous?: boolean;
  /** Group addresses to receive. */
  multicast?: readonly string[] | 'all';
  /** Frames that may wait, 1 to 4096; 64 by default. */
  queue?: number;
  /** After a collision later than the slot time: `retry` as clause 4 does at 10 Mb/s, by default, or `drop`. */
  lateCollision?: 'retry' | 'drop';
  /** The transceiver answers each transmission with the SQE test signal; false by default. */
  sqeTest?: boolean;
  /** Clock error, -100 to 100 parts per million. */
  ppm?: number;
  /**
   * How long it waits after a collision, in slot times: whole, 0 to 1023. Truncated binary exponential backoff by default.
   * What a function answers otherwise is a LabError ERR_INVALID_ARGUMENT, thrown while the lab runs. Not for full duplex.
   */
  backoff?: Backoff;
}

/** A frame as a station received it. */
export interface ReceivedFrame {
  /** From the destination address to the end of the data, without FCS: a view, to be copied if it is kept. */
  readonly octets: Uint8Array;
  /** In picoseconds. */
  readonly atPs: number;
  /** The ledger's number of the frame that was sent. */
  readonly ticket: number;
}

const UNPLUGGED: Mii = {
  bitPs: 100_000,
  linkUp: false,
  transmit: () => undefined,
  jam: () => undefined,
  bitsSent: () => 0,
  fragments: 0,
  attend: () => undefined,
  recall: () => undefined,
};

/** The address that a caller means. @throws LabError ERR_INVALID_ADDRESS */
function addressOf(to: number | string): number {
  if (typeof to === 'number') {
    if (Number.isInteger(to) && to >= 0 && to <= BROADCAST) return to;
    throw new LabError('ERR_INVALID_ADDRESS', `${to} is not a MAC address: a whole number below 2^48`);
  }
  try {
    return parseAddress(to);
  } catch {
    throw new LabError('ERR_INVALID_ADDRESS', `'${to}' is not a MAC address such as 02:00:00:00:00:01`);
  }
}

/** A station's own address. */
function ownAddress(mac: string): number {
  const address = addressOf(mac);
  if (isGroup(address)) throw new LabError('ERR_INVALID_ADDRESS', `${mac} is a group's address, not a station's`);
  return address;
}

/** A station. */
export class Host {
  readonly address: number;
  readonly probe: Probe;
  /** Its transmit pair. */
  readonly out: Fan;
  readonly station: Station;
  /** Called with each good frame that is meant for this station. */
  onFrame: ((frame: ReceivedFrame) => void) | undefined;
  phy: Transceiver | undefined;
  private plugged = false;

  constructor(
    private readonly bench: Bench,
    readonly name: string,
    number: number,
    readonly choices: HostChoices,
  ) {
    choicesOf(choices, `the choices of ${name}`);
    oneOf(choices.duplex, ['half', 'full'], `the duplex of ${name}`);
    oneOf(choices.lateCollision, ['retry', 'drop'], `what ${name} does after a late collision`);
    for (const choice of ['promiscuous', 'sqeTest'] as const)
      oneOf(choices[choice], [true, false], `${choice} of ${name}`);
    this.address = choices.mac !== undefined ? ownAddress(choices.mac) : 0x0200_0000_0000 + number;
    const queue = wholeWithin(choices.queue ?? 64, 1, 4096, `the queue of ${name}`);
    within(choices.ppm ?? 0, -100, 100, `the clock error of ${name} in ppm`);
    const { multicast } = choices;
    if (multicast !== undefined && multicast !== 'all' && !Array.isArray(multicast))
      throw new LabError('ERR_INVALID_ARGUMENT', `the groups of ${name} are an array of addresses, or 'all'`);
    const groups = multicast === 'all' ? 'all' : (multicast ?? []).map(addressOf);
    this.probe = bench.part(name, 'host');
    this.out = new Fan(
      bench.scheduler,
      bench.part(`${name}:eth0`, 'line'),
      2,
      bench.signals.code.bitPs,
      bench.arrivals,
    );
    this.out.observer = bench.lines;
    this.station = new Station(bench.scheduler, this.probe, UNPLUGGED, bench.frames, bench.ledger, {
      address: this.address,
      promiscuous: choices.promiscuous ?? false,
      groups,
      queue,
    });
    this.station.sender = this.sender();
    this.station.client = {
      received: (address, length, ticket) => {
        if (!this.onFrame) return;
        const octets = bench.arena.octets.subarray(address, address + length);
        this.onFrame({ octets, atPs: bench.scheduler.now, ticket });
      },
    };
  }

  private sender(): Sender {
    const { station, name, bench } = this;
    const { duplex, backoff, lateCollision = 'retry' } = this.choices;
    if (duplex === 'full') {
      if (backoff) throw new LabError('ERR_INVALID_ARGUMENT', `${name} is in full duplex and never backs off`);
      return new FullDuplex(station);
    }
    const stream = bench.random.fork(`${name}/backoff`);
    return new CsmaCd(station, stream, {
      lateCollision,
      backoff: backoff === undefined ? undefined : checkedBackoff(backoff, stream, name),
    });
  }

  /** The address in the usual notation. */
  get mac(): string {
    return formatAddress(this.address);
  }

  /**
   * Sends `octets`: a whole frame from the destination address on, without FCS. Answers the frame's number in the lab's
   * ledger; one that is too long or finds the queue full is dropped and counted there, one under 60 octets is padded.
   * @throws LabError ERR_INVALID_ARGUMENT
   */
  sendFrame(octets: Uint8Array): number {
    octetsOf(octets, 'a frame');
    const { station } = this;
    if (octets.length > FramePool.longest) {
      station.refuseUnbuffered(DROP.tooLong);
      return this.bench.ledger.offered - 1;
    }
    const frame = station.frame();
    if (!frame) {
      station.refuseUnbuffered(DROP.noBuffer);
      return this.bench.ledger.offered - 1;
    }
    frame.fill(octets);
    return station.send(frame);
  }

  /**
   * Sends `payload` to an address (a number, or six pairs of hex digits) under an EtherType; 88B5, which IEEE 802 sets
   * aside for local experiments, by default. Answers as `sendFrame`.
   * @throws LabError ERR_INVALID_ADDRESS, ERR_INVALID_ARGUMENT
   */
  send(to: number | string, payload: Uint8Array, etherType = 0x88b5): number {
    wholeWithin(etherType, 0, 0xffff, 'an EtherType');
    octetsOf(payload, 'a payload');
    const octets = new Uint8Array(14 + payload.length);
    const view = new DataView(octets.buffer);
    writeAddress(view, 0, addressOf(to));
    writeAddress(view, 6, this.address);
    view.setUint16(12, etherType);
    octets.set(payload, 14);
    return this.sendFrame(octets);
  }

  /** The adapter goes mad and sends a carrier of `forPs` picoseconds without looking. @throws LabError ERR_INVALID_ARGUMENT */
  babble(forPs: number): void {
    within(forPs, 1, Number.MAX_SAFE_INTEGER, 'the length of a babble in picoseconds');
    this.phy?.babble(forPs);
  }

  /** The one port, for a cable. */
  plug(): Plug {
    this.plugIn();
    const phy = this.transceiver(this.out);
    return {
      name: `${this.name}:eth0`,
      owner: this.name,
      fan: this.out,
      release: () => {
        this.plugged = false;
        this.phy = undefined;
        this.station.mii = UNPLUGGED;
      },
      receive: (from, delayPs): Socket => {
        const ear = from.fan.addEar(phy, delayPs, false);
        phy.ear = ear;
        from.enter?.(ear.index, this.station);
        return { ear, setLink: (up) => phy.setLink(up) };
      },
      quietSincePs: () => phy.quietSincePs,
    };
  }

  /** The one port, for a drop cable to a coax. */
  drop(outlet: ConstructorParameters<typeof Transceiver>[2]): Transceiver {
    this.plugIn();
    return this.transceiver(outlet);
  }

  /** @throws LabError ERR_PORT_TAKEN when a cable is in the one port already */
  refuseSecondCable(): void {
    if (this.plugged) throw new LabError('ERR_PORT_TAKEN', `${this.name} has one port, and a cable is in it already`);
  }

  private plugIn(): void {
    this.refuseSecondCable();
    this.plugged = true;
  }

  private transceiver(outlet: ConstructorParameters<typeof Transceiver>[2]): Transceiver {
    const phy = new Transceiver(this.bench.scheduler, this.bench.signals, outlet, this.probe, {
      fullDuplex: this.choices.duplex === 'full',
      ppm: this.choices.ppm ?? 0,
      sqeTest: this.choices.sqeTest ?? false,
    });
    phy.client = this.station;
    this.phy = phy;
    this.station.mii = phy;
    return phy;
  }
}
