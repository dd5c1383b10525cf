// How much of a wire frames can fill at best.

/** Frame bits over time, back to back: preamble and SFD (64 bits, clause 3.2.1) and the gap (96 bits, table 4-2) come on top. */
export function ceiling(octets: number): number {
  return (octets * 8) / (octets * 8 + 64 + 96);
}

/** Frames a second, back to back. */
export function frameRate(octets: number, bitsPerSecond: number): number {
  return bitsPerSecond / (octets * 8 + 64 + 96);
}

/** The rule of thumb 1 / (1 + 5a) for many stations, a being one-way delay over frame time; it leaves gap and preamble out. */
export function thumb(delaySeconds: number, frameSeconds: number): number {
  return 1 / (1 + (5 * delaySeconds) / frameSeconds);
}
