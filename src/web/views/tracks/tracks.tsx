import './tracks.css';
import { bilingual } from '../../text/bilingual.js';
import { Panel } from '../../widgets/panel.js';

const words = bilingual({ title: ['Tracks', '트랙'] });

export function Tracks() {
  return (
    <Panel id="tracks" title={words.title}>
      <div class="content" />
    </Panel>
  );
}
