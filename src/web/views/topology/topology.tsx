import './topology.css';
import { bilingual } from '../../text/bilingual.js';
import { Panel } from '../../widgets/panel.js';

const words = bilingual({ title: ['Topology', '토폴로지'] });

export function Topology() {
  return (
    <Panel id="topology" title={words.title}>
      <div class="content" />
    </Panel>
  );
}
