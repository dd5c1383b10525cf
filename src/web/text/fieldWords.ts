// Names of a frame's fields, as long as there is room for and as short as must be.
import type { FieldName } from '../run/wireFields.js';
import { bilingual } from './bilingual.js';

export const fieldWords: { readonly [Name in FieldName]: string } = bilingual({
  preamble: ['preamble', '프리앰블'],
  sfd: ['start frame delimiter', '스타트 프레임 딜리미터'],
  destination: ['destination', '수신처 주소'],
  source: ['source', '송신처 주소'],
  tag: ['VLAN tag', 'VLAN 태그'],
  type: ['type', '타입'],
  length: ['length', '길이'],
  data: ['data', '데이터'],
  pad: ['pad', '패딩'],
  fcs: ['frame check sequence', '프레임 체크 시퀀스'],
  jam: ['jam', '재밍 신호'],
  extension: ['fragment extension', '조각 연장'],
  dribble: ['dribble bits', '드리블 비트'],
  unknown: ['no frame', '프레임 아님'],
});

const short: { readonly [Name in FieldName]: string } = bilingual({
  preamble: ['PRE', '프리'],
  sfd: ['SFD', 'SFD'],
  destination: ['DA', '수신처'],
  source: ['SA', '송신처'],
  tag: ['tag', '태그'],
  type: ['type', '타입'],
  length: ['len', '길이'],
  data: ['data', '데이터'],
  pad: ['pad', '패딩'],
  fcs: ['FCS', 'FCS'],
  jam: ['jam', '재밍'],
  extension: ['ext', '연장'],
  dribble: ['drib', '드리블'],
  unknown: ['?', '?'],
});

/** From the longest to the shortest. */
export function fieldNames(name: FieldName): readonly string[] {
  return [fieldWords[name], short[name]];
}
