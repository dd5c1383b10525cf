import './why.css';
import { bilingual } from '../../text/bilingual.js';
import { Panel } from '../../widgets/panel.js';

const words = bilingual({ title: ['Why?', '왜?'] });

export function Why() {
  return (
    <Panel id="why" title={words.title}>
      <div class="content" />
    </Panel>
  );
}
