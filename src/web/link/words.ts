// What is said of links and files that can't be had.
import { bilingual } from '../text/bilingual.js';

export const words = bilingual({
  spelling: [
    'the link is damaged: that is not how a link is spelled',
    '링크가 손상되었습니다. 링크에 쓸 수 없는 문자가 있습니다',
  ],
  lost: [
    'the link is damaged: part of it may have got lost on its way',
    '링크가 손상되었습니다. 일부가 잘려 나갔을 수 있습니다',
  ],
  noJson: ['the link is damaged: what it holds is no JSON', '링크가 손상되었습니다. 내용이 JSON이 아닙니다'],
  missing: [
    'the link is damaged: something that belongs into it is missing',
    '링크가 손상되었습니다. 있어야 할 내용이 없습니다',
  ],
  unfolds: [
    (octets: number) => `the link unfolds to more than ${octets} octets`,
    (octets: number) => `링크를 풀면 ${octets}옥텟을 넘습니다`,
  ],
  otherKind: [
    (kind: string) => `links of the kind ${kind} come from another thicknet`,
    (kind: string) => `${kind} 형식의 링크는 다른 버전의 thicknet에서 만든 것입니다`,
  ],
  tooLong: ['the link is longer than any that thicknet makes', 'thicknet이 만드는 어떤 링크보다도 깁니다'],
  doesNotFit: [
    (length: number, most: number) => `this run does not fit into a link (${length} characters, ${most} at most)`,
    (length: number, most: number) => `이 실행은 링크에 담을 수 없습니다(${length}자, 최대 ${most}자)`,
  ],
  noRun: ['there is no run to link to', '링크로 만들 실행이 없습니다'],
  notOffered: [(path: string) => `the server has no file ${path}`, (path: string) => `서버에 ${path} 파일이 없습니다`],
  notInGallery: [
    (name: string) => `the gallery has no '${name}'`,
    (name: string) => `갤러리에 '${name}' 항목이 없습니다`,
  ],
  tooLarge: [(mebi: number) => `more than ${mebi} MiB`, (mebi: number) => `${mebi} MiB를 넘습니다`],
  neither: ['neither a capture nor a scenario', '캡처도 시나리오도 아닙니다'],
  unreadable: [(why: string) => `can't be read: ${why}`, (why: string) => `읽을 수 없습니다: ${why}`],
});
