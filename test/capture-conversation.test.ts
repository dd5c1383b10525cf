import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCapture } from '../src/capture/reader.js';
import { composeConversation } from './fixtures/compose.js';
import { judge, tsharkFields } from './judges.js';

const FILE = fileURLToPath(new URL('../src/lab/gallery/conversation.pcap', import.meta.url));
if (process.env.THICKNET_COMPOSE === 'write') writeFileSync(FILE, composeConversation());

describe('the conversation that the default scenario replays', () => {
  const { records, warnings } = readCapture(readFileSync(FILE), 'conversation.pcap');

  it('is, octet for octet, what our own composer makes', () => {
    expect(Buffer.compare(readFileSync(FILE), composeConversation())).toBe(0);
  });

  it('is a few milliseconds of some forty whole frames without FCS, in order of time', () => {
    expect(warnings).toEqual([]);
    expect(records.length).toBeGreaterThanOrEqual(30);
    expect(records.length).toBeLessThanOrEqual(45);
    expect(
      records.every(({ octets, fcsLength }) => octets.length >= 60 && octets.length <= 1514 && fcsLength === 0),
    ).toBe(true);
    expect(records.at(-1)!.timePs).toBeLessThan(20e9);
  });

  it('has moments at which two hosts want to send at once, and fills a 10 Mb/s wire at times', () => {
    const source = (octets: Uint8Array): number => octets[11]!;
    const ties = records.filter(
      ({ timePs, octets }, i) =>
        i > 0 && timePs === records[i - 1]!.timePs && source(octets) !== source(records[i - 1]!.octets),
    );
    expect(ties.length).toBeGreaterThanOrEqual(3);
    // From the first segment of the page to the end of the largest ping: preamble 8, FCS 4, gap 12 octets; 0.8 us each.
    const busy = records.filter(({ timePs }) => timePs >= 4.2e9 && timePs < 10.8e9);
    const us = busy.reduce((sum, { octets }) => sum + (octets.length + 24) * 0.8, 0);
    expect(us / (10_800 - 4200)).toBeGreaterThan(0.9);
  });

  describe.skipIf(!judge('tshark'))('as tshark reads it', () => {
    it('has good checksums only, and nothing that its dissectors find wrong', () => {
      const checks = ['ip.check_checksum', 'tcp.check_checksum', 'udp.check_checksum'];
      const fields = ['ip.checksum.status', 'tcp.checksum.status', 'udp.checksum.status', 'icmp.checksum.status'];
      const rows = tsharkFields(
        FILE,
        ['eth.type', 'ip.proto', ...fields, '_ws.malformed', 'tcp.analysis.flags'],
        checks.flatMap((check) => ['-o', `${check}:TRUE`]),
      );
      expect(rows.length).toBe(records.length);
      for (const [type, protocol, ip, tcp, udp, icmp, malformed, odd] of rows) {
        expect([malformed, odd]).toEqual(['', '']);
        if (type === '0x0806') continue;
        expect([type, ip]).toEqual(['0x0800', '1']);
        expect({ 1: icmp, 6: tcp, 17: udp }[Number(protocol)]).toBe('1');
      }
    });

    it('holds a lookup, a page of 3 kB, a missing icon and pings that are all answered', () => {
      const column = (field: string, filter: string): string[] => tsharkFields(FILE, [field], ['-Y', filter]).flat();
      expect(column('dns.a', 'dns.flags.response == 1 && dns.qry.type == 1')).toEqual(['10.0.0.2']);
      expect(column('http.request.uri', 'http.request')).toEqual(['/', '/favicon.ico']);
      expect(column('http.response.code', 'http.response')).toEqual(['200', '404']);
      const [length] = column('http.content_length', 'http.response.code == 200');
      expect(Number(length)).toBeGreaterThan(2800);
      expect(Number(length)).toBeLessThan(3400);
      expect(column('icmp.resp_to', 'icmp.type == 0')).toHaveLength(column('icmp.seq', 'icmp.type == 8').length);
      expect(column('icmp.resp_to', 'icmp.type == 0').every((request) => Number(request) > 0)).toBe(true);
      expect(column('tcp.flags.fin', 'tcp.flags.fin == 1').length).toBe(2);
    });
  });
});
