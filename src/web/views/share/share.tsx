// In and out: open a file, copy a link, save the run or a picture; and whether a link was replayed identically.
import './share.css';
import { signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { RefusedError } from '../../engine/client.js';
import { linkOfNow, refuse, replayed } from '../../link/address.js';
import { openFiles } from '../../link/files.js';
import { RUN_FILES, savePicture, saveRun, saveScenario } from '../../link/save.js';
import { request, status } from '../../state/session.js';
import { bilingual } from '../../text/bilingual.js';

const words = bilingual({
  open: ['Open a file', '파일 열기'],
  openHint: ['A scenario (YAML, JSON) or a capture (pcap, pcapng)', '시나리오(YAML, JSON)나 캡처(pcap, pcapng)'],
  link: ['Copy a link', '링크 복사'],
  copied: ['Link copied', '링크를 복사했습니다'],
  inAddress: ['The link is in the address bar', '링크를 주소창에 넣었습니다'],
  save: ['Save', '저장'],
  run: [(kind: string) => `Run as ${kind}`, (kind: string) => `실행 결과: ${kind}`],
  scenario: ['Scenario', '시나리오'],
  picture: [
    (view: string, kind: string) => `Picture of ${view}, ${kind}`,
    (view: string, kind: string) => `그림: ${view}, ${kind}`,
  ],
  spacetime: ['space and time', '시공간'],
  tracks: ['the tracks', '트랙'],
  topology: ['the topology', '토폴로지'],
  saving: ['Writing the file…', '파일을 쓰고 있습니다…'],
  drop: [
    'Drop a scenario, a pcap or a pcapng: it will be seen on the wire',
    '시나리오나 pcap, pcapng 파일을 놓으면 선로 위에서 볼 수 있습니다',
  ],
  identical: ['Replayed identically', '똑같이 재현되었습니다'],
  different: [
    (version: string) => `Not what the sender saw: thicknet ${version} would show that run as it was`,
    (version: string) => `보낸 사람이 본 실행과 다릅니다. thicknet ${version}에서는 그대로 재현됩니다`,
  ],
});

/** What has just been done, for a moment. */
const notice = signal('');
/** A file hovers over the page. */
export const hovering = signal(false);
let noticed = 0;

function say(sentence: string): void {
  notice.value = sentence;
  clearTimeout(noticed);
  noticed = window.setTimeout(() => {
    notice.value = '';
  }, 4000);
}

async function copyLink(): Promise<void> {
  try {
    const link = await linkOfNow();
    history.replaceState(null, '', `${location.pathname}${location.search}${link}`);
    try {
      await navigator.clipboard.writeText(location.href);
      say(words.copied);
    } catch {
      // Not every page may write to the clipboard.
      say(words.inAddress);
    }
  } catch (error) {
    refuse('LINK', (error as Error).message);
  }
}

async function save(choice: string): Promise<void> {
  const [what, kind] = choice.split('/') as [string, string];
  try {
    say(words.saving);
    if (what === 'run') await saveRun(kind as (typeof RUN_FILES)[number]);
    else if (what === 'scenario') saveScenario();
    else await savePicture(what, kind as 'png' | 'svg');
    notice.value = '';
  } catch (error) {
    refuse('SAVE', error instanceof RefusedError ? error.refusal.message : (error as Error).message);
  }
}

/** The buttons in the page's head. */
export function Share() {
  const input = useRef<HTMLInputElement>(null);
  const pictures = (['spacetime', 'tracks', 'topology'] as const).flatMap((view) =>
    (['png', 'svg'] as const).map((kind) => ({ value: `${view}/${kind}`, text: words.picture(words[view], kind) })),
  );
  return (
    <>
      <button type="button" title={words.openHint} onClick={() => input.current?.click()}>
        {words.open}
      </button>
      <input
        ref={input}
        class="file-input"
        type="file"
        multiple
        accept=".yaml,.yml,.json,.pcap,.pcapng,.cap"
        aria-label={`${words.open}: ${words.openHint}`}
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          void openFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      <button type="button" disabled={!request.value} onClick={() => void copyLink()}>
        {words.link}
      </button>
      <label>
        <span class="hidden-text">{words.save}</span>
        <select
          value=""
          disabled={status.value !== 'over'}
          onChange={({ currentTarget }) => {
            const { value } = currentTarget;
            currentTarget.value = '';
            void save(value);
          }}
        >
          <option value="">{words.save}…</option>
          {RUN_FILES.map((kind) => (
            <option key={kind} value={`run/${kind}`}>
              {words.run(kind)}
            </option>
          ))}
          {request.value?.text !== undefined && <option value="scenario/yaml">{words.scenario}</option>}
          {pictures.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

/** What links and files have to say, across the page. */
export function Notices() {
  const its = replayed.value;
  return (
    <>
      {its && (
        <p class={`replayed ${its.verdict}`} role="status">
          {its.verdict === 'identical' ? `✓ ${words.identical}` : `≠ ${words.different(its.version)}`}
        </p>
      )}
      {notice.value && (
        <p class="notice" role="status">
          {notice.value}
        </p>
      )}
      {hovering.value && <p class="drop-here">{words.drop}</p>}
    </>
  );
}
