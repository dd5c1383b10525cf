// Keys that views bring.

import { bindKeys } from '../state/keys.js';
import { helpOpen } from '../state/windows.js';
import { measureFromCursor } from './spacetime/measureKeys.js';

/** Binds them: to be called once. */
export function bindViewKeys(): void {
  bindKeys(
    {
      keys: ['m'],
      does: ['measure from the cursor, in space and time', '시공간에서 커서부터 측정'],
      run: () => {
        document.querySelector<HTMLElement>('#spacetime [role="application"]')?.focus();
        measureFromCursor();
      },
    },
    {
      keys: ['?'],
      does: ['this help', '이 도움말'],
      run: () => {
        helpOpen.value = true;
      },
    },
  );
}
