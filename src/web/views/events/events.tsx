import './events.css';
import { bilingual } from '../../text/bilingual.js';
import { Panel } from '../../widgets/panel.js';

const words = bilingual({ title: ['Events', '이벤트'] });

export function Events() {
  return (
    <Panel id="events" title={words.title}>
      <div class="content" />
    </Panel>
  );
}
