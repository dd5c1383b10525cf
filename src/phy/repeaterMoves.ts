// The states of a repeater unit and the moves between them (clause 9, figure 9-2).
//
//               ┌──────── active on one ──────▶ pending ── latency ──▶ repeating ── input over, >= 96 bits ─┐
//   idle ◀─ Tw1 ─ waiting ◀───────────────────────│─────────────────────│──────────────────────────────────┘
//                    ▲         a second port active: jam to all         │
//                    │                ▼                                 ▼
//                    └──────── onePortLeft ◀── one port left ── transmitCollision
//
// Figure 9-2 names them START, IDLE, PREAMBLE and DATA TRANSFER (together: repeating), RECEIVE COLLISION (only where
// the repeated port is a coax: jam to all but that port), TRANSMIT COLLISION, ONE PORT LEFT and WAIT.
import { defineMoves } from '../sim/moves.js';

/** The repeater unit's states and legal moves. */
export const REPEATER_MOVES = defineMoves('repeater', {
  idle: ['pending'],
  pending: ['repeating', 'transmitCollision'],
  repeating: ['receiveCollision', 'transmitCollision', 'waiting'],
  receiveCollision: ['transmitCollision', 'waiting'],
  transmitCollision: ['onePortLeft', 'waiting'],
  onePortLeft: ['transmitCollision', 'waiting'],
  waiting: ['idle'],
});
