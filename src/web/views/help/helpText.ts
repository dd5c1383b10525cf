// What the help says of views, of patterns, and of the limits of the model.

/** One term with what it means; `swatch` names a pattern of help.css. */
export interface Term {
  readonly name: readonly [en: string, ko: string];
  readonly says: readonly [en: string, ko: string];
  readonly swatch?: string;
}

export const VIEWS: readonly Term[] = [
  {
    name: ['Network', '네트워크'],
    says: [
      'Who is connected to whom at the cursor: lamps at the ports, and light on the cables where the signal is.',
      '커서 시각의 연결 모습: 포트의 램프와 케이블 위를 지나는 신호.',
    ],
  },
  {
    name: ['Space and time', '시공간'],
    says: [
      'Across: the place on the cables. Down: time. A signal is a slanted band, since it needs time for its way; where two overlap, they collide.',
      '가로는 케이블 위의 위치, 세로는 시간입니다. 신호는 나아가는 데 시간이 걸려 기울어진 띠가 되고, 띠가 겹치는 곳이 충돌입니다.',
    ],
  },
  {
    name: ['Tracks', '트랙'],
    says: [
      'What each port sends and hears over time. Zoom in: fields, bits, half bits, volts.',
      '포트마다 보내고 듣는 것을 시간 순서로 보여 줍니다. 확대하면 필드, 비트, 반 비트, 전압이 나옵니다.',
    ],
  },
  {
    name: ['Inspector', '들여다보기'],
    says: [
      'One frame: its fields, its octets and its bits in the order of the wire, and its FCS.',
      '프레임 하나의 필드, 옥텟, 선 위 순서의 비트, FCS.',
    ],
  },
  {
    name: ['Events', '이벤트'],
    says: [
      'All that happened, in words. It says what the pictures show.',
      '일어난 모든 일을 글로 적은 목록. 그림과 같은 내용입니다.',
    ],
  },
  {
    name: ['Why?', '왜?'],
    says: [
      'The chain of causes of the event at the cursor. Each sentence leads to its moment.',
      '커서에 있는 이벤트의 인과. 문장을 누르면 그 순간으로 갑니다.',
    ],
  },
];

/** What mouse and fingers do. */
export const HANDS: readonly Term[] = [
  {
    name: ['↑ ↓ ← →', '↑ ↓ ← →'],
    says: [
      'in a picture: move it; in a list: the row before, the next row',
      '그림에서는 화면 이동, 목록에서는 이전·다음 행',
    ],
  },
  {
    name: ['Enter', 'Enter'],
    says: ['in space and time: select the next event at the cursor', '시공간에서 커서의 이벤트 선택'],
  },
  {
    name: ['Ctrl + wheel', 'Ctrl + 휠'],
    says: ['zoom at the pointer; two fingers do so, too', '포인터 위치에서 확대·축소(두 손가락으로도)'],
  },
  { name: ['drag', '끌기'], says: ['move the picture', '화면 이동'] },
  { name: ['click', '클릭'], says: ['select, in all views', '모든 보기에서 선택'] },
];

export const PATTERNS: readonly Term[] = [
  { name: ['plain', '민무늬'], says: ['a signal', '신호'], swatch: 'plain' },
  {
    name: ['crosshatched', '격자무늬'],
    says: ['a collision: two signals at once', '충돌: 두 신호가 겹침'],
    swatch: 'hatched',
  },
  { name: ['striped', '줄무늬'], says: ['jam', '재밍 신호'], swatch: 'striped' },
  { name: ['dashed', '점선'], says: ['backoff: waiting for r slots', '백오프: r슬롯 동안 대기'], swatch: 'dashed' },
  { name: ['wedge', '쐐기'], says: ['a collision in the overview', '전체 실행에서 충돌이 난 곳'], swatch: 'wedge' },
];

export const LIMITS: readonly (readonly [en: string, ko: string])[] = [
  [
    'Half bits, delays and clocks are computed; edges are ideal between them. Reflections, attenuation and crosstalk are not modelled: a cable is long, not bad.',
    '반 비트, 지연, 클록은 계산하지만 그 사이의 에지는 이상적입니다. 반사, 감쇠, 누화는 다루지 않습니다. 긴 케이블은 있어도 나쁜 케이블은 없습니다.',
  ],
  [
    'Transceivers and hubs take the delays that clauses 9 and 14 allow at most, the same ones each time; real ones vary.',
    '트랜시버와 허브의 지연은 9절과 14절이 허용하는 최댓값으로 늘 같습니다. 실제 장치는 저마다 다릅니다.',
  ],
  [
    'It is 10 Mb/s with Manchester code: 10BASE-T, 10BASE5, 10BASE2. The layers above the MAC are carried as octets.',
    '10 Mb/s 맨체스터 부호(10BASE-T, 10BASE5, 10BASE2)만 다룹니다. MAC 위 계층은 옥텟으로 실어 나릅니다.',
  ],
  [
    'Chance is drawn from the seed: the same scenario, seed and version give the same run, bit for bit.',
    '우연은 시드에서 나옵니다. 시나리오, 시드, 버전이 같으면 비트 하나까지 같은 실행입니다.',
  ],
];
