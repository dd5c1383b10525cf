// Scenarios in which every station always has something to send, as a person would drop them on the page.

/** A hub with stations that never pause. */
export interface Saturation {
  readonly stations: number;
  /** The frame with its FCS. */
  readonly octets: number;
  readonly seconds: number;
}

/** The scenario's text. */
export function saturationText({ stations, octets, seconds }: Saturation): string {
  const numbers = Array.from({ length: stations }, (_, i) => i + 1);
  return [
    `name: saturated-${stations}-${octets}`,
    'seed: 1',
    `until: ${seconds}s`,
    'topology:',
    '  nodes:',
    `    hub: { kind: repeater, ports: ${Math.max(2, stations)} }`,
    ...numbers.map((n) => `    s${n}: { kind: host }`),
    '  links:',
    ...numbers.map((n) => `    - { endpoints: ['s${n}:eth0', 'hub:${n}'], length: 50m }`),
    'traffic:',
    `  - { from: all, to: others, kind: saturated, octets: ${octets} }`,
    '',
  ].join('\n');
}
