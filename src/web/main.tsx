// The page's front door.
/// <reference types="vite/client" />
import './style/page.css';
import { render } from 'preact';
import { openExhibit } from './state/gallery.js';
import { rememberPreferences } from './state/preferences.js';
import { keepTime } from './state/time.js';
import { Shell } from './views/shell.js';

rememberPreferences(new URLSearchParams(location.search));
keepTime();
render(<Shell />, document.getElementById('page')!);
void openExhibit('hub-question');
