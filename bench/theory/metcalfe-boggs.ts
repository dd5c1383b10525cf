// Metcalfe and Boggs, "Ethernet: Distributed Packet Switching for Local Computer Networks", CACM 19(7), 1976, section 6.
// Q stations that always have a packet each send in a slot with probability 1/Q: a shape for binary exponential backoff,
// which guesses Q from its collisions, and no equality.

/** Chance that exactly one of `stations` takes a slot: A = (1 - 1/Q)^(Q-1). */
export function acquisition(stations: number): number {
  return (1 - 1 / stations) ** (stations - 1);
}

/** Mean slots lost before one is taken: W = (1 - A) / A. */
export function waitingSlots(stations: number): number {
  return (1 - acquisition(stations)) / acquisition(stations);
}

/** E = (P/C) / (P/C + W T), for packets of `bits` at `bitsPerSecond` and a slot of `slotSeconds`. */
export function efficiency(stations: number, bits: number, bitsPerSecond: number, slotSeconds: number): number {
  const packetSeconds = bits / bitsPerSecond;
  return packetSeconds / (packetSeconds + waitingSlots(stations) * slotSeconds);
}
