import './inspector.css';
import './grid.css';
import { Panel } from '../../widgets/panel.js';
import { Head } from './head.js';
import { sections } from './registry.js';
import type { Section } from './section.js';
import { type Subject, subject } from './subject.js';
import { words } from './words.js';

export function Inspector() {
  const its = subject.value;
  return (
    <Panel id="inspector" title={words.title}>
      <div class="content inspector">
        {its ? (
          <>
            <Head subject={its} />
            <div class="inspector-sections">
              {sections
                .filter((section) => section.shows(its))
                .map((section) => (
                  <Part key={section.id} section={section} subject={its} />
                ))}
            </div>
          </>
        ) : (
          <p class="quiet">{words.nothing}</p>
        )}
      </div>
    </Panel>
  );
}

function Part({ section, subject: its }: { readonly section: Section; readonly subject: Subject }) {
  const { View, id, folded } = section;
  return (
    <details class="inspector-section" id={`inspector-${id}`} open={!folded}>
      <summary>
        <h3>{section.title()}</h3>
      </summary>
      <View subject={its} />
    </details>
  );
}
