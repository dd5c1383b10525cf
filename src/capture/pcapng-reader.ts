/**
 * Reads a pcapng file (draft-ietf-opsawg-pcapng): sections of blocks; in each section interfaces are described before
 * their packets. Blocks of other kinds (statistics, names, secrets, custom, unknown) are stepped over.
 */
import { type CaptureInterface, type CaptureRecord, judgeLengths, NONE, type RawCapture } from './capture.js';
import { CaptureError, type CaptureErrorCode } from './capture-error.js';
import { linkTypeError, madeUpSentence } from './pcap-reader.js';
import * as Ng from './pcapng-format.js';

const MIN_BLOCK_OCTETS = 12;
/** Longer blocks are nonsense (Wireshark's limit too). */
const MAX_BLOCK_OCTETS = 16 * 1024 * 1024;
const PICOSECONDS = 1_000_000_000_000n;

interface Block {
  readonly type: number;
  readonly at: number;
  /** First octet after the block's body. */
  readonly bodyEnd: number;
}

interface Interface {
  readonly linkType: number;
  readonly snapLength: number;
  readonly unitsPerSecond: bigint;
  readonly offsetPs: bigint;
  readonly fcsLength: 0 | 4;
  readonly fcsDeclared: boolean;
}

interface Option {
  readonly code: number;
  readonly at: number;
  readonly length: number;
}

/** Whether these octets begin with a section header block. */
export function isPcapng(octets: Uint8Array): boolean {
  return octets.length >= 4 && new DataView(octets.buffer, octets.byteOffset, 4).getUint32(0) === Ng.SHB;
}

/**
 * Every packet of a pcapng file, in file order.
 *
 * @param linkTypes the link types that the caller can use; an interface of another kind matters only if it has packets
 * @throws CaptureError
 */
export function readPcapng(
  octets: Uint8Array,
  file: string,
  linkTypes: readonly number[],
  warn: (sentence: string) => void,
): RawCapture {
  const reader = new PcapngReader(octets, file, linkTypes, warn);
  reader.readAll();
  return { format: 'pcapng', interfaces: reader.interfaces, records: reader.records, epochsPs: reader.epochsPs };
}

class PcapngReader {
  readonly interfaces: CaptureInterface[] = [];
  readonly records: RawCapture['records'] = [];
  readonly epochsPs: bigint[] = [];
  private readonly view: DataView;
  private little = true;
  /** The interfaces of the present section; `interfaces` begins them at `sectionBase`. */
  private section: Interface[] = [];
  private sectionBase = 0;
  /** Records at the start of the file that have no time of their own. */
  private untimed = 0;

  constructor(
    private readonly octets: Uint8Array,
    private readonly file: string,
    private readonly linkTypes: readonly number[],
    private readonly warn: (sentence: string) => void,
  ) {
    this.view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  }

  readAll(): void {
    for (let at = 0; at < this.octets.length; ) at = this.readBlock(at);
    const first = this.epochsPs[this.untimed] ?? 0n;
    for (let i = 0; i < this.untimed; i++) {
      this.epochsPs[i] = first;
      this.records[i]!.epochNs = first / 1000n;
    }
  }

  private fail(code: CaptureErrorCode, offset: number, sentence: string, inRecord = false): never {
    const place = inRecord ? { record: this.records.length + 1 } : {};
    throw new CaptureError(code, sentence, { file: this.file, offset, ...place });
  }

  /** Reads the block at `at`; returns where the next one begins. */
  private readBlock(at: number): number {
    const left = this.octets.length - at;
    if (left < MIN_BLOCK_OCTETS) {
      this.fail('TRUNCATED_FILE', at, `the file ends inside a block's header: only ${left} octets are left.`);
    }
    const type = this.view.getUint32(at, this.little);
    if (type === Ng.SHB) this.beginSection(at);
    const length = this.view.getUint32(at + 4, this.little);
    if (length < MIN_BLOCK_OCTETS || length % 4 !== 0 || length > MAX_BLOCK_OCTETS) {
      this.fail('BAD_BLOCK_LENGTH', at + 4, `a block can't be ${length} octets long.`);
    }
    if (length > left) {
      this.fail('TRUNCATED_FILE', at, `the file ends inside a block: ${left} octets are left of ${length}.`);
    }
    const again = this.view.getUint32(at + length - 4, this.little);
    if (again !== length) {
      const sentence = `the block's two lengths differ: ${length} in front, ${again} behind.`;
      this.fail('BAD_BLOCK_LENGTH', at + length - 4, sentence);
    }
    const block: Block = { type, at, bodyEnd: at + length - 4 };
    if (type === Ng.SHB) this.readSectionHeader(block);
    else if (type === Ng.IDB) this.readInterface(block);
    else if (type === Ng.EPB || type === Ng.PB) this.readPacket(block);
    else if (type === Ng.SPB) this.readSimplePacket(block);
    return at + length;
  }

  /** The byte order must be known before the section header's own length can be read. */
  private beginSection(at: number): void {
    if (this.view.getUint32(at + 8, true) === Ng.BYTE_ORDER_MAGIC) this.little = true;
    else if (this.view.getUint32(at + 8, false) === Ng.BYTE_ORDER_MAGIC) this.little = false;
    else this.fail('BAD_MAGIC', at + 8, 'the section header has no valid byte-order magic.');
    this.section = [];
    this.sectionBase = this.interfaces.length;
  }

  private readSectionHeader(block: Block): void {
    this.need(block, 16, 'section header');
    const major = this.view.getUint16(block.at + 12, this.little);
    const minor = this.view.getUint16(block.at + 14, this.little);
    // Version 1.2 was written by some tools and is the same as 1.0.
    if (major === 1 && (minor === 0 || minor === 2)) return;
    this.fail('UNSUPPORTED_VERSION', block.at + 12, `pcapng version ${major}.${minor} is not read here, only 1.0.`);
  }

  private need({ at, bodyEnd }: Block, octets: number, what: string): void {
    if (bodyEnd - at - 8 >= octets) return;
    this.fail('BAD_BLOCK_LENGTH', at + 4, `the ${what} block is too short for its fixed fields.`);
  }

  private readInterface(block: Block): void {
    this.need(block, 8, 'interface description');
    const linkType = this.view.getUint16(block.at + 8, this.little);
    let unitsPerSecond = 1_000_000n;
    let offsetPs = 0n;
    let fcs: number | undefined;
    const names: { name?: string; description?: string } = {};
    for (const option of this.options(block.at + 16, block.bodyEnd)) {
      if (option.code === Ng.IF_TSRESOL) unitsPerSecond = resolution(this.view.getUint8(this.sized(option, 1)));
      else if (option.code === Ng.IF_TSOFFSET) {
        offsetPs = this.view.getBigInt64(this.sized(option, 8), this.little) * PICOSECONDS;
      } else if (option.code === Ng.IF_FCSLEN) fcs = this.view.getUint8(this.sized(option, 1));
      else if (option.code === Ng.IF_NAME) names.name = this.text(option);
      else if (option.code === Ng.IF_DESCRIPTION) names.description = this.text(option);
    }
    this.section.push({
      linkType,
      snapLength: this.view.getUint32(block.at + 12, this.little),
      unitsPerSecond,
      offsetPs,
      // Drafts have given this length in bits and in octets; for Ethernet the two can be told apart.
      fcsLength: this.fcs(fcs === 32 ? 4 : (fcs ?? 0), block.at),
      fcsDeclared: fcs !== undefined,
    });
    this.interfaces.push({ linkType, ...names });
  }

  private fcs(length: number, at: number): 0 | 4 {
    if (length === 0 || length === 4) return length;
    return this.fail('BAD_FCS_LENGTH', at, `an FCS of ${length} octets is declared; Ethernet's has 4.`);
  }

  /** The interface of a packet, if it is one that the caller can use. */
  private interfaceOf(id: number, at: number): Interface {
    const found = this.section[id];
    if (found === undefined) {
      this.fail('BAD_INTERFACE', at, `the packet is of interface ${id}, which this section doesn't describe.`, true);
    }
    if (!this.linkTypes.includes(found.linkType)) {
      const place = { file: this.file, record: this.records.length + 1, offset: at };
      throw linkTypeError(found.linkType, this.linkTypes, place);
    }
    return found;
  }

  /** The enhanced packet block, and the obsolete one that has a 16-bit interface id and a drop count in its place. */
  private readPacket(block: Block): void {
    this.need(block, 20, 'packet');
    const { view, little } = this;
    const { at } = block;
    const id = block.type === Ng.EPB ? view.getUint32(at + 8, little) : view.getUint16(at + 8, little);
    const its = this.interfaceOf(id, at);
    const units = (BigInt(view.getUint32(at + 12, little)) << 32n) | BigInt(view.getUint32(at + 16, little));
    const captured = view.getUint32(at + 20, little);
    const originalLength = view.getUint32(at + 24, little);
    const octets = this.packetOctets(block, at + 28, captured, originalLength);
    let flags = 0;
    let comments: readonly string[] = NONE;
    for (const option of this.options(at + 28 + captured + pad(captured), block.bodyEnd, true)) {
      if (option.code === Ng.EPB_FLAGS) flags = view.getUint32(this.sized(option, 4), little);
      else if (option.code === Ng.OPT_COMMENT) comments = [...comments, this.text(option)];
    }
    const epochPs = its.offsetPs + (units * PICOSECONDS) / its.unitsPerSecond;
    const { direction, fcsLength, errors } = Ng.unpackFlags(flags);
    this.addRecord(its, at, epochPs, { octets, originalLength, interface: this.sectionBase + id, comments }, fcsLength);
    const record = this.records.at(-1)!;
    if (direction !== undefined) record.direction = direction;
    if (errors.length > 0) record.errors = errors;
  }

  /** @param inFlags length of the FCS by the packet's flags, which override its interface; 0 means that they don't know */
  private addRecord(
    its: Interface,
    at: number,
    epochPs: bigint,
    packet: Pick<CaptureRecord, 'octets' | 'originalLength' | 'interface' | 'comments'>,
    inFlags: number,
  ): void {
    const { octets, originalLength, comments } = packet;
    const number = this.records.length + 1;
    let fcsLength = inFlags === 0 ? its.fcsLength : this.fcs(inFlags, at);
    if (fcsLength > octets.length) {
      fcsLength = 0;
      this.warn(`Record ${number} has only ${octets.length} octets, too few to hold the FCS it should have.`);
    }
    this.epochsPs.push(epochPs);
    this.records.push({
      number,
      timePs: 0,
      epochNs: epochPs / 1000n,
      octets,
      originalLength,
      fcsLength,
      fcsDeclared: inFlags !== 0 || its.fcsDeclared,
      linkType: its.linkType,
      interface: packet.interface,
      errors: NONE,
      comments,
    });
  }

  /** A packet with nothing but its octets: of interface 0, cut at that one's snapshot length, and without a time. */
  private readSimplePacket(block: Block): void {
    this.need(block, 4, 'simple packet');
    const its = this.interfaceOf(0, block.at);
    const originalLength = this.view.getUint32(block.at + 8, this.little);
    const captured = its.snapLength === 0 ? originalLength : Math.min(its.snapLength, originalLength);
    const octets = this.packetOctets(block, block.at + 12, captured, originalLength);
    if (this.untimed === this.records.length) this.untimed++;
    const number = this.records.length + 1;
    this.warn(`Record ${number} is a simple packet, which has no time; it is given that of its neighbour.`);
    const packet = { octets, originalLength, interface: this.sectionBase, comments: NONE };
    this.addRecord(its, block.at, this.epochsPs.at(-1) ?? 0n, packet, 0);
  }

  private packetOctets(block: Block, start: number, captured: number, original: number): Uint8Array {
    const number = this.records.length + 1;
    const madeUp = judgeLengths(captured, original, { file: this.file, record: number, offset: block.at });
    if (captured + pad(captured) > block.bodyEnd - start) {
      const sentence = `the record claims ${captured} octets, but its block has room for ${block.bodyEnd - start}.`;
      this.fail('BAD_RECORD_LENGTH', block.at, sentence, true);
    }
    if (madeUp) this.warn(madeUpSentence(number, captured, original));
    return this.octets.subarray(start, start + captured);
  }

  /** The options from `at` to the end of the body; some writers leave out the one that ends them. */
  private options(at: number, bodyEnd: number, inRecord = false): Option[] {
    const found: Option[] = [];
    while (at < bodyEnd) {
      // All is aligned to 4 octets here, so an option's code and length are always whole.
      const code = this.view.getUint16(at, this.little);
      const length = this.view.getUint16(at + 2, this.little);
      if (code === Ng.OPT_END) break;
      if (length + pad(length) > bodyEnd - at - 4) {
        this.fail('BAD_OPTION', at, `option ${code} of ${length} octets reaches beyond its block.`, inRecord);
      }
      found.push({ code, at: at + 4, length });
      at += 4 + length + pad(length);
    }
    return found;
  }

  /** Where the value of an option lies that must have one certain length. */
  private sized({ code, at, length }: Option, expected: number): number {
    if (length !== expected) {
      this.fail('BAD_OPTION', at - 4, `option ${code} should have ${expected} octets, not ${length}.`);
    }
    return at;
  }

  private text({ at, length }: Option): string {
    return new TextDecoder().decode(this.octets.subarray(at, at + length)).replace(/\0+$/, '');
  }
}

function pad(length: number): number {
  return -length & 3;
}

/** if_tsresol: units a second as a power of ten, or of two with the highest bit set. */
function resolution(octet: number): bigint {
  return octet & 0x80 ? 1n << BigInt(octet & 0x7f) : 10n ** BigInt(octet);
}
