// The page's front door.
/// <reference types="vite/client" />
import './early.js';
import './style/page.css';
import { render } from 'preact';
import { talkToParent } from './embed/messages.js';
import { openAddress, watchAddress } from './link/address.js';
import { acceptDrops } from './link/files.js';
import { keepIndex } from './state/eventList.js';
import { listenForKeys } from './state/keys.js';
import { keepAsking } from './state/prediction.js';
import { rememberPreferences } from './state/preferences.js';
import { bindStandardKeys } from './state/standardKeys.js';
import { keepTime } from './state/time.js';
import { hovering } from './views/share/share.js';
import { Shell } from './views/shell.js';
import { keepTour, openTourAt } from './views/tour/tour.js';
import { bindViewKeys } from './views/viewKeys.js';

const search = new URLSearchParams(location.search);
rememberPreferences(search);
keepTime();
watchAddress();
talkToParent();
acceptDrops((over) => {
  hovering.value = over;
});
keepIndex();
keepAsking();
bindStandardKeys();
bindViewKeys();
keepTour();
listenForKeys();
render(<Shell />, document.getElementById('page')!);
if (!openTourAt(location.hash)) void openAddress(search, location.hash);
