// The button for the help, and the help once it is asked for.
import { helpOpen } from '../../state/windows.js';
import { bilingual } from '../../text/bilingual.js';
import { Lazy } from '../../widgets/lazy.js';

const words = bilingual({ help: ['Help', '도움말'] });

export function HelpButton() {
  return (
    <button
      type="button"
      aria-label={words.help}
      title={`${words.help} (?)`}
      onClick={() => {
        helpOpen.value = true;
      }}
    >
      <b aria-hidden="true">?</b>
    </button>
  );
}

const dialog = () => import('./helpDialog.js').then(({ HelpDialog }) => HelpDialog);

export function Help() {
  return helpOpen.value ? <Lazy load={dialog} /> : null;
}
