// Which scenario is in view, and which others there are.
import './gallery.css';
import { gallery, openExhibit } from '../../state/gallery.js';
import { request } from '../../state/session.js';
import { bilingual, inLanguage } from '../../text/bilingual.js';

const words = bilingual({ scenario: ['Scenario', '시나리오'], own: ['(your own)', '(직접 연 것)'] });

export function Gallery() {
  const name = request.value?.file.replace(/\.yaml$/, '');
  const known = gallery.some((one) => one.name === name);
  return (
    <label>
      <span class="hidden-text">{words.scenario}</span>
      <select value={known ? name : ''} onChange={({ currentTarget }) => void openExhibit(currentTarget.value)}>
        {!known && <option value="">{name ?? words.own}</option>}
        {gallery.map((one) => (
          <option key={one.name} value={one.name}>
            {inLanguage(one.title)}
          </option>
        ))}
      </select>
    </label>
  );
}
