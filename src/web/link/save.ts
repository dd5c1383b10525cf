// Files that the page makes: the run for other programs, the scenario, and pictures of views.
import { EXPORTS, type ExportKind } from '../engine/protocol.js';
import { engine, request, requestAgain, tape } from '../state/session.js';
import { drawings } from '../widgets/canvas.js';
import { SvgContext } from './svgContext.js';

export const RUN_FILES = EXPORTS;

const TYPES: Readonly<Record<ExportKind, string>> = {
  pcapng: 'application/x-pcapng',
  vcd: 'text/plain',
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
};

/** Hands a file to the person. */
function handOut(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** `hub-question`, from the scenario in view. */
function stem(): string {
  return (tape.peek()?.stage.scenario.name ?? 'thicknet').replace(/[^\w.-]+/g, '-');
}

/** Runs the same run once more, into a file. @throws RefusedError */
export async function saveRun(kind: ExportKind): Promise<void> {
  const its = requestAgain();
  if (!its) return;
  const parts = await engine().export(its, kind);
  handOut(new Blob(parts as Uint8Array<ArrayBuffer>[], { type: TYPES[kind] }), `${stem()}.${kind}`);
}

/** The scenario as text; a capture's own hub has none. */
export function saveScenario(): void {
  const text = request.peek()?.text;
  if (text !== undefined) handOut(new Blob([text], { type: 'text/yaml' }), `${stem()}.yaml`);
}

/** A view as it is seen now: its canvas, or the SVG that it is made of. */
export async function savePicture(view: string, kind: 'png' | 'svg'): Promise<void> {
  const canvas = document.querySelector<HTMLCanvasElement>(`#${view} canvas`);
  const svg = document.querySelector<SVGSVGElement>(`#${view} svg:not(.icon)`);
  const picture = canvas ? svgOf(canvas) : svg && styledCopy(svg);
  if (!picture) return;
  const name = `${stem()}-${view}.${kind}`;
  if (kind === 'svg') return handOut(new Blob([picture], { type: 'image/svg+xml' }), name);
  const blob = await (canvas ? octetsOf(canvas) : rasterOf(picture));
  if (blob) handOut(blob, name);
}

function svgOf(canvas: HTMLCanvasElement): string | undefined {
  const { width, height } = canvas.getBoundingClientRect();
  const ruler = document.createElement('canvas').getContext('2d');
  const drawing = drawings.get(canvas);
  if (!ruler || !drawing) return undefined;
  const context = new SvgContext(width, height, getComputedStyle(document.body).backgroundColor, ruler);
  drawing(context.asContext());
  return context.toString();
}

/** What a sheet may give an SVG's elements, and a file without the sheet must bring along, as attributes. */
const DRESS = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'opacity', 'visibility'],
  ...['font-family', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline'],
];

function styledCopy(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const originals = svg.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((element, i) => {
    const style = getComputedStyle(originals[i]!);
    element.removeAttribute('style');
    for (const property of DRESS) element.setAttribute(property, style.getPropertyValue(property));
  });
  return new XMLSerializer().serializeToString(copy);
}

function octetsOf(canvas: HTMLCanvasElement): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve));
}

async function rasterOf(svg: string): Promise<Blob | null> {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width * devicePixelRatio;
  canvas.height = image.height * devicePixelRatio;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return octetsOf(canvas);
}
