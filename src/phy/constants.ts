// The physical layer's numbers at 10 Mb/s. BT = bit time, 100 ns.

/** Bits of preamble before the SFD (clause 7.2.3.2). */
export const PREAMBLE_BITS = 56;
/** One bit time at 10 Mb/s, in picoseconds. */
export const BIT_PS = 100_000;
/** Metres of light in a picosecond, inverted: 1 / c in ps a metre. */
export const LIGHT_PS_PER_METRE = 3335.640951981521;

/**
 * Steady-state delay of a transceiver's transmit path, AUI to cable: clause 14.2.1.1 allows 2 BT of steady-state
 * delay. We give start and end the same delay, so that a carrier is as long at the far end as at the near one.
 */
export const MAU_TRANSMIT_PS = 2 * BIT_PS;
/** Delay of a transceiver's receive path, cable to AUI: clause 14.2.1.2 allows up to 5 BT of start-up plus 2 BT. */
export const MAU_RECEIVE_PS = 5 * BIT_PS;

/** Start-of-packet propagation delay of a repeater set, in bit times: at most 8 (clause 9.5.5.1). */
export const REPEATER_LATENCY_BITS = 8;
/** Start-of-collision-jam propagation delay: at most 6.5 BT (clause 9.5.6.3); this, and on to the next of our own bits. */
export const REPEATER_JAM_BITS = 5.5;
/** Cessation-of-jam propagation delay: at most 5 BT (clause 9.5.6.4); this, and on to the next of our own bits. */
export const REPEATER_CEASE_BITS = 4;
/** The least that a repeater sends: shorter fragments are extended to 96 bits (clause 9.5.7). */
export const REPEATER_LEAST_BITS = 96;
/** Tw1: after its output ends a repeater looks away for a moment, at least 5 BT (clause 9.6.6, MAUs settle). */
export const REPEATER_WAIT_BITS = 5;
/** CCLimit: consecutive collisions after which a port is partitioned, more than 30 (clause 9.6.6.2). */
export const PARTITION_COLLISIONS = 31;
/** Tw6: a collision that lasts longer than this partitions the port, 1000 … 30 000 BT (clause 9.6.6.2). */
export const PARTITION_COLLISION_BITS = 2048;
/** Tw5: good activity that reconnects a partitioned port, 450 … 560 BT (clause 9.6.6.2). */
export const RECONNECT_BITS = 512;
/** Tw3: MAU jabber lockup protection interrupts output after 5 ms, 4 … 7.5 ms (clause 9.6.5). */
export const LOCKUP_BITS = 50_000;
/** Tw4: for 96 … 116 BT (clause 9.6.5). */
export const LOCKUP_PAUSE_BITS = 106;

/** Jabber: a transmission is cut off after 20 … 150 ms (clause 14.2.1.6). */
export const JABBER_PS = 50_000_000_000;
/** And is allowed again after 250 … 750 ms of silence (clause 14.2.1.6). */
export const UNJABBER_PS = 500_000_000_000;
/** Link test pulses are sent every 16 ms +- 8 (clause 14.2.1.7). */
export const LINK_PULSE_PS = 16_000_000_000;
/** The link is lost after 50 … 150 ms without frame or pulse (clause 14.2.1.7). */
export const LINK_LOSS_PS = 100_000_000_000;
/** And regained after 2 … 10 pulses in a row (clause 14.2.1.7). */
export const LINK_PULSES = 4;
/** SQE test: begins 0.6 … 1.6 us after a transmission and lasts 10 +- 5 BT (clause 14.2.1.5). */
export const SQE_DELAY_PS = 1_000_000;
/** TP_IDL: the pair is held high for at least 250 ns after the last bit (clause 14.3.1.2.1); real ones 300-350 ns. */
export const TP_IDL_PS = 300_000;
