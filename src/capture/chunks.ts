/** Output of a writer: small pieces go in, large chunks come out, and what waits in between is counted. */
const CHUNK_OCTETS = 64 * 1024;

export class Chunks {
  private full: Uint8Array[] = [];
  private current = new Uint8Array(CHUNK_OCTETS);
  private used = 0;
  private fullOctets = 0;
  private readonly encoder = new TextEncoder();

  /** Octets held here and not yet taken. */
  get octets(): number {
    return this.fullOctets + this.used;
  }

  /** Copies octets to the end. */
  append(octets: Uint8Array): void {
    for (let at = 0; at < octets.length; ) {
      if (this.used === CHUNK_OCTETS) this.seal();
      const part = octets.subarray(at, at + CHUNK_OCTETS - this.used);
      this.current.set(part, this.used);
      this.used += part.length;
      at += part.length;
    }
  }

  /** Appends text as UTF-8. */
  appendText(text: string): void {
    let rest = text;
    while (rest !== '') {
      const { read, written } = this.encoder.encodeInto(rest, this.current.subarray(this.used));
      this.used += written;
      rest = rest.slice(read);
      if (rest !== '') this.seal();
    }
  }

  /** Hands over everything that has been appended since the last time. */
  take(): Uint8Array[] {
    if (this.used > 0) this.seal();
    const taken = this.full;
    this.full = [];
    this.fullOctets = 0;
    return taken;
  }

  private seal(): void {
    this.full.push(this.current.subarray(0, this.used));
    this.fullOctets += this.used;
    this.current = new Uint8Array(CHUNK_OCTETS);
    this.used = 0;
  }
}

/** The chunks as one array, for those who want a whole file at once. */
export function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
