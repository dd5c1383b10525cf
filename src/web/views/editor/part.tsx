// What can be changed of the part that is selected.
import { useState } from 'preact/hooks';
import type { ScenarioLink, ScenarioNode } from '../../../lab/scenario/resolve-topology.js';
import type { Plain } from '../../edit/edits.js';
import type { Stage } from '../../run/stage.js';
import { change } from '../../state/editing.js';
import { selected } from '../../state/selection.js';
import { Choice, NumberField } from '../../widgets/fields.js';
import { words } from './words.js';

const LONGEST = 10_000;

function set(path: readonly (string | number)[], value: Plain | undefined): void {
  void change([{ what: 'set', path, value }]);
}

export function PartEditor({ stage }: { stage: Stage }) {
  const pick = selected.value;
  const name = pick?.kind === 'part' ? pick.name : undefined;
  const node = stage.scenario.nodes.find((one) => one.name === name);
  const link = stage.scenario.links.findIndex((one) => one.name === name);
  if (node) return <NodeEditor key={name} stage={stage} node={node} />;
  if (link >= 0) return <LinkEditor key={name} index={link} link={stage.scenario.links[link]!} />;
  return <p class="soft">{words.hint}</p>;
}

function NodeEditor({ stage, node }: { stage: Stage; node: ScenarioNode }) {
  const at = ['topology', 'nodes', node.name];
  return (
    <div class="form-fields">
      <strong>{node.name}</strong>
      {node.kind === 'host' && (
        <>
          <Choice
            label={words.duplex}
            value={node.duplex}
            options={[
              ['half', words.half],
              ['full', words.full],
            ]}
            onValue={(value) => set([...at, 'duplex'], value === 'half' ? undefined : value)}
          />
          <NumberField
            label={words.ppm}
            value={node.ppm}
            min={-100}
            max={100}
            onValue={(value) => set([...at, 'ppm'], value === 0 ? undefined : value)}
          />
        </>
      )}
      {node.kind === 'repeater' && (
        <NumberField
          label={words.ports}
          value={node.ports}
          min={1}
          max={1024}
          onValue={(value) => set([...at, 'ports'], value)}
        />
      )}
      {node.kind === 'coax' && (
        <NumberField
          label={words.length}
          value={node.lengthMetres}
          min={0.1}
          max={LONGEST}
          step="any"
          onValue={(value) => set([...at, 'length'], `${value}m`)}
        />
      )}
      <Connect stage={stage} node={node} />
      <button type="button" class="danger" onClick={() => void change([{ what: 'removeNode', name: node.name }])}>
        {words.remove}
      </button>
    </div>
  );
}

function Connect({ stage, node }: { stage: Stage; node: ScenarioNode }) {
  const { nodes, links } = stage.scenario;
  const busy = new Set(
    links.flatMap((link) => (link.kind === 'cable' ? link.ends : [link.end])).map((end) => end.node),
  );
  const others = nodes.filter(
    (other) =>
      other !== node &&
      (other.kind !== 'host' || !busy.has(other.name)) &&
      !(node.kind === 'coax' && other.kind === 'coax'),
  );
  const [to, setTo] = useState('');
  const [metres, setMetres] = useState(25);
  const target = others.find(({ name }) => name === to) ?? others[0];
  if (!target) return null;
  const tap = target.kind === 'coax' || node.kind === 'coax';
  return (
    <>
      <Choice
        label={words.connect}
        value={target.name}
        options={others.map(({ name }) => [name, name])}
        onValue={setTo}
      />
      {!tap && (
        <NumberField label={words.length} value={metres} min={0.1} max={LONGEST} step="any" onValue={setMetres} />
      )}
      <button
        type="button"
        onClick={() => void change([{ what: 'connect', node: node.name, to: target.name, metres }])}
      >
        {words.connectNow}
      </button>
    </>
  );
}

function LinkEditor({ index, link }: { index: number; link: ScenarioLink }) {
  const at = ['topology', 'links', index];
  const chance = (key: 'loss' | 'corrupt') => (
    <NumberField
      label={words[key]}
      value={link[key]}
      min={0}
      max={1}
      step="any"
      onValue={(value) => set([...at, key], value === 0 ? undefined : value)}
    />
  );
  return (
    <div class="form-fields">
      <strong>{link.name}</strong>
      {link.kind === 'cable' ? (
        <>
          <NumberField
            label={words.length}
            value={link.lengthMetres}
            min={0.1}
            max={LONGEST}
            step="any"
            onValue={(metres) => void change([{ what: 'length', link: index, metres }])}
          />
          <Choice
            label={words.polarity}
            value={link.polarity}
            options={[
              ['normal', words.normal],
              ['swapped', words.swapped],
            ]}
            onValue={(value) => set([...at, 'polarity'], value === 'normal' ? undefined : value)}
          />
        </>
      ) : (
        <>
          <NumberField
            label={words.place}
            value={link.atMetres}
            min={0}
            max={LONGEST}
            step="any"
            onValue={(metres) => void change([{ what: 'place', link: index, metres }])}
          />
          <NumberField
            label={words.drop}
            value={link.dropMetres}
            min={0}
            max={1000}
            step="any"
            onValue={(value) => set([...at, 'drop'], value === 0 ? undefined : `${value}m`)}
          />
        </>
      )}
      {chance('loss')}
      {chance('corrupt')}
      <button type="button" class="danger" onClick={() => void change([{ what: 'removeLink', link: index }])}>
        {words.unplug}
      </button>
    </div>
  );
}
