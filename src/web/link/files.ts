// Files that a person hands to the page: a scenario, a capture, or both, told apart by what they hold.
import type { CaptureFile, RunRequest } from '../engine/protocol.js';
import { open, request } from '../state/session.js';
import { refuse } from './address.js';
import { words } from './words.js';

/** The largest scenario that the engine reads, in octets, and the largest capture that a page takes in. */
const MOST_SCENARIO = 4 * 1024 * 1024;
const MOST_CAPTURE = 64 * 1024 * 1024;

/** First octets of captures, and of what people take for one: the worker tells them apart in earnest. */
const CAPTURE_MAGICS = [
  [0xd4, 0xc3, 0xb2, 0xa1],
  [0xa1, 0xb2, 0xc3, 0xd4],
  [0x4d, 0x3c, 0xb2, 0xa1],
  [0xa1, 0xb2, 0x3c, 0x4d],
  [0x0a, 0x0d, 0x0d, 0x0a],
  [0x1f, 0x8b],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0x50, 0x4b, 0x03, 0x04],
] as const;

/** Whether a file is to be read as a capture: by its first octets, else by its name. */
export function looksLikeCapture(name: string, octets: Uint8Array): boolean {
  if (CAPTURE_MAGICS.some((magic) => magic.every((octet, i) => octets[i] === octet))) return true;
  return /\.(?:pcap|pcapng|cap|dmp)$/i.test(name);
}

/** Opens what was dropped or chosen. A capture that comes alone goes over a hub of its own. */
export async function openFiles(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  let text: string | undefined;
  let scenarioName = '';
  let capture: CaptureFile | undefined;
  try {
    for (const file of files.slice(0, 2)) {
      if (file.size > MOST_CAPTURE) return refuse('FILE', words.tooLarge(MOST_CAPTURE / 1048576), file.name);
      const octets = new Uint8Array(await file.arrayBuffer());
      if (looksLikeCapture(file.name, octets)) capture = { name: file.name, octets };
      else if (octets.length > MOST_SCENARIO) return refuse('FILE', words.neither, file.name);
      else {
        text = new TextDecoder().decode(octets);
        scenarioName = file.name;
      }
    }
  } catch (error) {
    // A folder, or a file that has gone meanwhile.
    return refuse('FILE', words.unreadable((error as Error).message), files[0]!.name);
  }
  const file = scenarioName || capture!.name;
  const wanted: RunRequest = { text, file, capture: capture ?? heldFor(text), seed: undefined, untilPs: undefined };
  open(wanted);
}

/** A scenario that replays a capture may be dropped after it. */
function heldFor(text: string | undefined): CaptureFile | undefined {
  return text !== undefined && /^replay:/m.test(text) ? request.peek()?.capture : undefined;
}

/** Takes files that are dropped anywhere on the page; `over` is told while something hovers. */
export function acceptDrops(over: (hovering: boolean) => void): void {
  let depth = 0;
  const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
  addEventListener('dragenter', (event) => {
    if (carriesFiles(event)) over(++depth > 0);
  });
  addEventListener('dragleave', (event) => {
    if (carriesFiles(event)) over(--depth > 0);
  });
  addEventListener('dragover', (event) => {
    if (carriesFiles(event)) event.preventDefault();
  });
  addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    over(false);
    void openFiles([...(event.dataTransfer?.files ?? [])]);
  });
}
