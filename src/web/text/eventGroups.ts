// Groups that the event list can be narrowed to. A layer that brings kinds of its own brings a group with them.
import type { EventName } from '../../sim/probe.js';

export interface EventGroup {
  readonly name: string;
  readonly title: readonly [en: string, ko: string];
  readonly kinds: readonly EventName[];
}

export const EVENT_GROUPS: readonly EventGroup[] = [
  {
    name: 'sending',
    title: ['Sending', '송신'],
    kinds: ['frameQueued', 'deferring', 'transmitStart', 'transmitEnd', 'excessiveDeferral'],
  },
  {
    name: 'collisions',
    title: ['Collisions and backoff', '충돌과 백오프'],
    kinds: [
      ...(['collision', 'lateCollision', 'jam', 'backoff', 'excessiveCollisions'] as const),
      ...(['repeaterCollision', 'onePortLeft', 'fragmentExtended'] as const),
    ],
  },
  { name: 'receiving', title: ['Receiving', '수신'], kinds: ['frameReceived', 'receiveError'] },
  {
    name: 'losses',
    title: ['Losses and faults', '손실과 결함'],
    kinds: ['frameDropped', 'receiveError', 'excessiveCollisions', 'lateCollision', 'fault', 'cableCut', 'jabberOn'],
  },
  {
    name: 'hub',
    title: ['Hub', '허브'],
    kinds: [
      ...(['repeat', 'repeaterCollision', 'onePortLeft', 'repeaterIdle', 'fragmentExtended'] as const),
      ...(['partition', 'reconnect', 'lockupProtection'] as const),
    ],
  },
  {
    name: 'wire',
    title: ['Wire and link', '선과 링크'],
    kinds: [
      ...(['signalStart', 'signalEnd', 'jabberOn', 'jabberOff', 'linkDown', 'linkUp', 'cableCut'] as const),
      ...(['cableRestored', 'polarityCorrected', 'sqeTest', 'fault'] as const),
    ],
  },
];
