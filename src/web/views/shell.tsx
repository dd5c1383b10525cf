// The page as a whole: which view stands where.
import '../style/shell.css';
import { useSignal } from '@preact/signals';
import { embedded } from '../state/preferences.js';
import { refusal, report, status } from '../state/session.js';
import { bilingual } from '../text/bilingual.js';
import { told } from '../text/refusals/told.js';
import { Events } from './events/events.js';
import { Gallery } from './gallery/gallery.js';
import { Intro } from './gallery/intro.js';
import { Help, HelpButton } from './help/help.js';
import { Inspector } from './inspector/inspector.js';
import { Preferences } from './preferences.js';
import { Quiz } from './quiz/quiz.js';
import { Notices, Share } from './share/share.js';
import { SpaceTime } from './spacetime/spacetime.js';
import { Topology } from './topology/topology.js';
import { spokenOf, Tour, TourButton, touring } from './tour/tour.js';
import { Tracks } from './tracks/tracks.js';
import { Transport } from './transport/transport.js';
import { Why } from './why/why.js';

const words = bilingual({
  tagline: ['Ethernet from the half-bit up', '반 비트부터 들여다보는 이더넷'],
  more: ['More', '더 보기'],
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
      <Head />
      <div class="side">
        <Topology />
        <Why />
      </div>
      <main class="main" data-spoken-of={spokenOf.value}>
        <Refusal />
        <Notices />
        {touring.value ? <Tour /> : <Intro />}
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

/** On a narrow screen what is needed seldom is behind a button. */
function Head() {
  const more = useSignal(false);
  return (
    <header class={more.value ? 'more' : undefined}>
      <h1>thicknet</h1>
      <span class="tagline">{words.tagline}</span>
      <Gallery />
      <span class="spacer" />
      <TourButton />
      <HelpButton />
      <button
        type="button"
        class="more-button"
        aria-expanded={more.value}
        onClick={() => {
          more.value = !more.value;
        }}
      >
        {words.more}
      </button>
      <div class="tools">
        <Share />
        <Preferences />
      </div>
    </header>
  );
}

function Refusal() {
  const its = refusal.value;
  if (!its) return null;
  return (
    <p class="refusal" role="alert">
      {its.file !== undefined && <strong>{words.place(its.file, its.line, its.field)}: </strong>}
      {told(its.message)}
    </p>
  );
}
