// The chain of causes of the event that the page stands at: every sentence can be gone to.
import './why.css';
import { computed } from '@preact/signals';
import { current, reader } from '../../state/eventList.js';
import { veil } from '../../state/prediction.js';
import { hovered, type Pick, selected } from '../../state/selection.js';
import { revision } from '../../state/session.js';
import { visit } from '../../state/steps.js';
import { moveTo, playing } from '../../state/time.js';
import { bilingual, LANGUAGES, language } from '../../text/bilingual.js';
import type { ChainLink } from '../../why/chain.js';
import { explain } from '../../why/why.js';
import { microseconds, unbroken } from '../../widgets/format.js';
import { Panel } from '../../widgets/panel.js';

const words = bilingual({
  title: ['Why?', '왜?'],
  nothing: [
    'Play, or pick an event: here stands why it happened and what came of it.',
    '재생하거나 이벤트를 고르면 왜 일어났고 무엇으로 이어졌는지 보여 줍니다.',
  ],
  before: ['What led to it', '원인'],
  here: ['What happened', '지금 일어난 일'],
  after: ['What came of it', '결과'],
  clause: [(number: string) => `IEEE 802.3, clause ${number}`, (number: string) => `IEEE 802.3 ${number}절`],
});

const ROLES = ['before', 'here', 'after'] as const;

/** The chain in view: made anew when the page stands at another event, or knows more of the run. */
const chain = computed((): readonly ChainLink[] => {
  const event = current.value;
  const its = reader.value;
  revision.value;
  if (event < 0 || !its) return [];
  const all = explain(its.tape, event);
  // A draw that is still to be guessed is not given away, nor what follows from it.
  const from = veil.value;
  if (!from) return all;
  const isOpen = ({ atPs, pick }: ChainLink): boolean =>
    pick?.kind === 'event' ? pick.index < from.event : atPs < from.atPs;
  return all.filter(isOpen);
});

export function Why() {
  const links = chain.value;
  return (
    <Panel id="why" title={words.title}>
      <div class="content">
        {links.length === 0 && <p class="nothing">{words.nothing}</p>}
        {ROLES.map((role) => (
          <Stretch key={role} role={role} links={links.filter((link) => link.role === role)} />
        ))}
      </div>
    </Panel>
  );
}

function Stretch({ role, links }: { readonly role: ChainLink['role']; readonly links: readonly ChainLink[] }) {
  if (links.length === 0) return null;
  return (
    <>
      <h3>{words[role]}</h3>
      <ol class={role}>
        {links.map((link) => (
          <Sentence key={`${link.atPs} ${link.said[0]}`} link={link} />
        ))}
      </ol>
    </>
  );
}

function Sentence({ link }: { readonly link: ChainLink }) {
  const { atPs, said, pick, clause } = link;
  return (
    <li data-at={atPs}>
      <button
        type="button"
        aria-current={link.role === 'here' ? 'true' : undefined}
        onClick={() => go(pick, atPs)}
        onMouseEnter={() => {
          hovered.value = pick;
        }}
        onMouseLeave={() => {
          hovered.value = undefined;
        }}
      >
        <span class="at">{microseconds(atPs)} µs</span>
        {unbroken(said[LANGUAGES.indexOf(language.value)]!)}
        {clause && (
          <abbr class="clause" title={words.clause(clause)}>
            {clause}
          </abbr>
        )}
      </button>
    </li>
  );
}

function go(pick: Pick | undefined, atPs: number): void {
  playing.value = false;
  if (pick?.kind === 'event') {
    visit(pick.index);
    return;
  }
  if (pick) selected.value = pick;
  moveTo(atPs);
}
