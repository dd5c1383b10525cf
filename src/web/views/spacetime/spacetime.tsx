import './spacetime.css';
import { bilingual } from '../../text/bilingual.js';
import { Panel } from '../../widgets/panel.js';

const words = bilingual({ title: ['Space-and-time', '시공간'] });

export function SpaceTime() {
  return (
    <Panel id="spacetime" title={words.title}>
      <div class="content" />
    </Panel>
  );
}
