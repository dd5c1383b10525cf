/**
 * Link test pulses (clause 14.2.1.7): one of 100 ns every 16 ms for which a transmitter on a pair has been silent. The
 * engine reckons with them and makes no events of them, so they are worked out here from when each port was silent.
 */
import type { Lab } from '../lab/lab.js';
import type { FanEar } from '../line/fanEar.js';
import { LINK_PULSE_PS } from '../phy/constants.js';
import { PAIR_VOLTS } from './lineVolts.js';
import type { Port } from './ports.js';
import type { PortDirection } from './portWatch.js';

/** 60 to 200 ns on real wires. */
export const LINK_PULSE_WIDTH_PS = 100_000;

export type PulseVisitor = (port: Port, direction: PortDirection, atPs: number) => void;

/** The steps of one pulse's voltage. */
export function everyPulse(atPs: number, visit: (atPs: number, volts: number) => void): void {
  visit(atPs, PAIR_VOLTS);
  visit(atPs + LINK_PULSE_WIDTH_PS, 0);
}

/** One transmitter on a pair. */
interface Train {
  readonly port: Port;
  readonly far: Port | undefined;
  readonly ear: FanEar;
  sending: number;
  quietPs: number;
}

/** All transmitters of a lab that hang on pairs. */
export class PulseTrains {
  private readonly trains = new Map<Port, Train>();

  constructor(lab: Lab, ports: readonly Port[]) {
    const byName = new Map(ports.map((port) => [port.name, port]));
    const listeners = new Map<unknown, Port | undefined>();
    for (const { phy, name } of lab.hosts) listeners.set(phy, byName.get(`${name}:eth0`));
    for (const { repeater, numbers, name } of lab.hubs) {
      for (const port of repeater.ports) listeners.set(port, byName.get(`${name}:${numbers[port.index]}`));
    }
    const enter = (name: string, ear: FanEar | undefined): void => {
      const port = byName.get(name);
      if (port?.medium !== 'pair' || !ear) return;
      this.trains.set(port, { port, far: listeners.get(ear.listener), ear, sending: 0, quietPs: 0 });
    };
    for (const { name, out } of lab.hosts) enter(`${name}:eth0`, out.all[0]);
    for (const { name, out, numbers } of lab.hubs)
      numbers.forEach((number, i) => enter(`${name}:${number}`, out.all[i]));
  }

  /** A port begins to send: the pulses of its silence up to now are told. */
  begins(port: Port, direction: PortDirection, atPs: number, visit: PulseVisitor): void {
    const train = direction === 'outbound' ? this.trains.get(port) : undefined;
    if (!train) return;
    if (train.sending++ === 0) tell(train, atPs, visit);
  }

  ends(port: Port, direction: PortDirection, atPs: number): void {
    const train = direction === 'outbound' ? this.trains.get(port) : undefined;
    if (!train) return;
    train.sending--;
    train.quietPs = atPs;
  }

  /** The run is over. */
  finish(endPs: number, visit: PulseVisitor): void {
    for (const train of this.trains.values()) if (train.sending === 0) tell(train, endPs, visit);
  }
}

function tell({ port, far, ear, quietPs }: Train, untilPs: number, visit: PulseVisitor): void {
  for (let atPs = quietPs + LINK_PULSE_PS; atPs < untilPs; atPs += LINK_PULSE_PS) {
    visit(port, 'outbound', atPs);
    const heardPs = atPs + ear.delayPs;
    const cut = ear.deaf && ear.deafness.covers(heardPs);
    if (far && !cut && heardPs < untilPs) visit(far, 'inbound', heardPs);
  }
}
