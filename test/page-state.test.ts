// What the page keeps beside a run: which transmission an event is about, and the images that views ask for.
import { describe, expect, it } from 'vitest';
import { rowOfEvent } from '../src/web/run/eventRow.js';
import type { Image } from '../src/web/run/images.js';
import { ImageStore } from '../src/web/state/imageStore.js';
import { revision, tape } from '../src/web/state/session.js';
import { fitRun, span } from '../src/web/state/time.js';
import { cutsIn } from '../src/web/views/spacetime/paintCuts.js';
import { tapeOf } from './page-tape.js';

describe('the transmission that an event is about', () => {
  it("is the station's own where a hub repeats it, for all that a sender tells", async () => {
    const tape = await tapeOf('saturated-hub', 20e9);
    let told = 0;
    for (let index = 0; index < tape.events; index++) {
      const event = tape.event(index);
      if (!['transmitEnd', 'collision', 'jam', 'backoff'].includes(event.name)) continue;
      const { line, startPs } = tape.transmission(rowOfEvent(tape, event));
      expect(tape.stage.ports[tape.stage.lines[line]!.senders[0]!]!.part, `event ${index}`).toBe(event.part);
      expect(startPs).toBeLessThanOrEqual(event.atPs);
      told++;
    }
    expect(told).toBeGreaterThan(100);
  });

  it('is what came to a station where it is one that receives', async () => {
    const tape = await tapeOf('saturated-hub', 20e9);
    let told = 0;
    for (let index = 0; index < tape.events; index++) {
      const event = tape.event(index);
      if (event.name !== 'frameReceived') continue;
      const { line, ticket } = tape.transmission(rowOfEvent(tape, event));
      const ports = tape.stage.lines[line]!.hearers.map((port) => tape.stage.ports[port]?.part);
      expect(ports).toContain(event.part);
      expect(ticket).toBe(event.numbers.frame);
      told++;
    }
    expect(told).toBeGreaterThan(10);
  });

  it('is the one that begins or ends with an event of its line', async () => {
    const tape = await tapeOf('hub-question');
    for (let index = 0; index < tape.events; index++) {
      const event = tape.event(index);
      if (event.name !== 'signalStart' && event.name !== 'signalEnd') continue;
      const { startPs, endPs } = tape.transmission(rowOfEvent(tape, event));
      expect(event.name === 'signalStart' ? startPs : endPs).toBe(event.atPs);
    }
  });
});

it('shows the whole run where that is asked for, however long it is', async () => {
  const its = await tapeOf('cable-cut');
  tape.value = its;
  revision.value++;
  fitRun();
  expect(span.value.fromPs).toBeLessThanOrEqual(its.atPs.data[0]!);
  expect(span.value.toPs).toBeGreaterThanOrEqual(its.atPs.data[its.events - 1]!);
});

describe('a cable that is cut', () => {
  it('is shown to be so from the cut to its restoration, wherever the view begins and ends', async () => {
    const tape = await tapeOf('cable-cut');
    const port = (name: string) => tape.stage.ports.findIndex((one) => one.name === name);
    for (const one of ['b:eth0', 'hub:2'].map(port)) {
      expect(cutsIn(tape, one, { fromPs: 0, toPs: 1e12 })).toEqual([{ fromPs: 1.5e9, toPs: 4e11 }]);
      expect(cutsIn(tape, one, { fromPs: 2e9, toPs: 3e9 })).toEqual([{ fromPs: 2e9, toPs: 3e9 }]);
      expect(cutsIn(tape, one, { fromPs: 5e11, toPs: 6e11 })).toEqual([]);
    }
    expect(cutsIn(tape, port('a:eth0'), { fromPs: 0, toPs: 1e12 })).toEqual([]);
  });
});

describe('the images that views ask for', () => {
  const image = {} as Image;

  it('are fetched once each, even where a view asks for more than there is room for again and again', () => {
    const store = new ImageStore();
    let fetched = 0;
    for (let drawing = 0; drawing < 50; drawing++) {
      for (let row = 0; row < 5000; row++) {
        if (store.ask(row, drawing * 100) !== 'wanted') continue;
        fetched++;
        store.put(row, image);
      }
    }
    expect(fetched).toBeLessThanOrEqual(1024);
  });

  it('give way when nobody asks for them any more', () => {
    const store = new ImageStore();
    for (let row = 0; row < 5000; row++) store.ask(row, 0);
    expect(store.ask(4999, 500)).toBe('full');
    expect(store.ask(4999, 2000)).toBe('wanted');
    store.put(4999, image);
    expect(store.ask(4999, 2000)).toBe(image);
  });
});
