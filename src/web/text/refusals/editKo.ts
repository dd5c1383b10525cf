// What an edit finds nothing to change in: the sentences of EditError.
import { type Sentence, spoken } from './sentence.js';

export const EDIT_KO: readonly Sentence[] = [
  [
    /^there is no link (\d+) in the scenario's text$/,
    (index) => `시나리오 텍스트에 링크 ${spoken(index!, '이/가')} 없습니다`,
  ],
  [/^there is no (\S*) in the scenario's text$/, (path) => `시나리오 텍스트에 ${spoken(path!, '이/가')} 없습니다`],
  [
    /^(\S+) is no list in the scenario's text$/,
    (path) => `시나리오 텍스트에서 ${spoken(path!, '은/는')} 목록이 아닙니다`,
  ],
  [
    /^the scenario can not be read: put its text right first$/,
    () => '시나리오를 읽을 수 없습니다: 먼저 텍스트를 바로잡아야 합니다',
  ],
  [
    /^('.*') and ('.*') can't be connected$/,
    (from, to) => `${spoken(from!, '과/와')} ${spoken(to!, '은/는')} 서로 연결할 수 없습니다`,
  ],
  [/^there is no hub that a coax could replace$/, () => '동축 케이블로 바꿀 허브가 없습니다'],
  [
    /^('.*') joins a coax to something else: only a hub can do that$/,
    (hub) => `${spoken(hub!, '은/는')} 동축 케이블을 다른 것과 잇고 있습니다: 이는 허브만 할 수 있습니다`,
  ],
  [
    /^link (\d+) is written in a way that can't be changed here$/,
    (index) => `링크 ${spoken(index!, '은/는')} 여기서 고칠 수 없는 방식으로 적혀 있습니다`,
  ],
];
