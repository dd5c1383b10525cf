// The page as a whole: which view stands where.
import '../style/shell.css';
import { embedded } from '../state/preferences.js';
import { refusal, report, status } from '../state/session.js';
import { bilingual } from '../text/bilingual.js';
import { Events } from './events/events.js';
import { Gallery } from './gallery/gallery.js';
import { Help, HelpButton } from './help/help.js';
import { Inspector } from './inspector/inspector.js';
import { Preferences } from './preferences.js';
import { Quiz } from './quiz/quiz.js';
import { Notices, Share } from './share/share.js';
import { SpaceTime } from './spacetime/spacetime.js';
import { Topology } from './topology/topology.js';
import { Tour, TourButton } from './tour/tour.js';
import { Tracks } from './tracks/tracks.js';
import { Transport } from './transport/transport.js';
import { Why } from './why/why.js';

const words = bilingual({
  tagline: ['Ethernet from the half-bit up', '반 비트부터 들여다보는 이더넷'],
  place: [
    (file: string, line: number | undefined, field: string | undefined) =>
      [file, line && `line ${line}`, field].filter(Boolean).join(', '),
    (file: string, line: number | undefined, field: string | undefined) =>
      [file, line && `${line}행`, field].filter(Boolean).join(', '),
  ],
});

export function Shell() {
  return (
    <div
      class={embedded.value ? 'shell embedded' : 'shell'}
      data-status={status.value}
      data-fingerprint={report.value?.fingerprint}
    >
      <header>
        <h1>thicknet</h1>
        <span>{words.tagline}</span>
        <span class="spacer" />
        <Gallery />
        <Share />
        <Preferences />
        <TourButton />
        <HelpButton />
      </header>
      <div class="side">
        <Topology />
        <Why />
      </div>
      <main class="main">
        <Refusal />
        <Notices />
        <Tour />
        <Quiz />
        <Transport />
        <SpaceTime />
        <Tracks />
      </main>
      <div class="aside">
        <Inspector />
        <Events />
      </div>
      <Help />
    </div>
  );
}

function Refusal() {
  const its = refusal.value;
  if (!its) return null;
  return (
    <p class="refusal" role="alert">
      {its.file !== undefined && <strong>{words.place(its.file, its.line, its.field)}: </strong>}
      {its.message}
    </p>
  );
}
