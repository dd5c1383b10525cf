// The page's front door.
/// <reference types="vite/client" />
import './style/page.css';
import { render } from 'preact';
import { talkToParent } from './embed/messages.js';
import { openAddress, watchAddress } from './link/address.js';
import { acceptDrops } from './link/files.js';
import { rememberPreferences } from './state/preferences.js';
import { keepTime } from './state/time.js';
import { hovering } from './views/share/share.js';
import { Shell } from './views/shell.js';

const search = new URLSearchParams(location.search);
rememberPreferences(search);
keepTime();
watchAddress();
talkToParent();
acceptDrops((over) => {
  hovering.value = over;
});
render(<Shell />, document.getElementById('page')!);
void openAddress(search, location.hash);
