import { describe, expect, it } from 'vitest';
import { CaptureError } from '../src/capture/capture-error.js';
import { readCapture } from '../src/capture/reader.js';
import { badCaptures, FRAME, whole, wholeNg } from './fixtures/badCaptures.js';
import { pcapFile } from './fixtures/captures.js';

/** The one error of reading a file; a test fails if there is none or another kind. */
function refusal(file: Uint8Array): CaptureError {
  try {
    readCapture(file, 'in.pcap');
  } catch (error) {
    expect(error).toBeInstanceOf(CaptureError);
    return error as CaptureError;
  }
  throw new Error('the file was read without an error');
}

describe('a file that can not be read whole', () => {
  it.each(badCaptures)(
    'because it has $what is refused with its place and a plain sentence',
    ({ file, code, says, ...place }) => {
      const error = refusal(file);
      expect([error.code, error.file]).toEqual([code, 'in.pcap']);
      if (place.record !== undefined) expect(error.record).toBe(place.record);
      if (place.offset !== undefined) expect(error.offset).toBe(place.offset);
      expect(error.message).toMatch(says);
      expect(error.message).toMatch(/^in\.pcap: .*\.$/);
    },
  );

  it('is refused at every place where it may have been cut off, except between records', () => {
    for (const [file, seams] of [
      [whole, [24, 100, 176]],
      [wholeNg, [28, 60, 164, 256]],
    ] as const) {
      expect(seams.at(-1)).toBe(file.length);
      for (let length = 0; length <= file.length; length++) {
        if (seams.includes(length as never)) readCapture(file.slice(0, length), 'seam');
        else expect(['EMPTY', 'TRUNCATED_FILE']).toContain(refusal(file.slice(0, length)).code);
      }
    }
  });
});

describe('an original length that no Ethernet frame can have', () => {
  it('is not believed: the captured octets are the frame, with a warning', () => {
    const file = pcapFile([{ seconds: 0, fraction: 0, octets: FRAME, original: 262_144 }]);
    const { records, warnings } = readCapture(file, 'in.pcap');
    expect(Array.from(records[0]!.octets)).toEqual(FRAME);
    expect(warnings).toEqual([expect.stringMatching(/^Record 1 claims 262144 octets/)]);
  });
});
