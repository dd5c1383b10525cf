import './inspector.css';
import { bilingual } from '../../text/bilingual.js';
import { Panel } from '../../widgets/panel.js';

const words = bilingual({ title: ['Inspector', '들여다보기'] });

export function Inspector() {
  return (
    <Panel id="inspector" title={words.title}>
      <div class="content" />
    </Panel>
  );
}
