// Keys that views bring.
import { bindKeys } from '../state/keys.js';
import { helpOpen } from './help/help.js';
import { toggleMeasure } from './spacetime/measure.js';

/** Binds them: to be called once. */
export function bindViewKeys(): void {
  bindKeys(
    { keys: ['m'], does: ['measure in space and time', '시공간에서 측정'], run: () => toggleMeasure() },
    {
      keys: ['?'],
      does: ['this help', '이 도움말'],
      run: () => {
        helpOpen.value = true;
      },
    },
  );
}
