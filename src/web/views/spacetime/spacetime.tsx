// The hero: place from left to right, time downwards.
import './spacetime.css';
import { useEffect, useRef } from 'preact/hooks';
import { bilingual } from '../../text/bilingual.js';
import { Canvas } from '../../widgets/canvas.js';
import { Panel } from '../../widgets/panel.js';
import { Head } from './head.js';
import { paint } from './paint.js';
import { box } from './plot.js';

const words = bilingual({
  title: ['Space and time', '시공간'],
  picture: [
    'Space-time diagram: place from left to right, time downwards. The event list has the same as a table.',
    '시공간 도표: 가로는 위치, 세로는 아래로 흐르는 시간입니다. 이벤트 목록에 같은 내용이 표로 있습니다.',
  ],
});

export function SpaceTime() {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const field = ref.current!;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      box.value = { width, height };
    });
    observer.observe(field);
    return () => observer.disconnect();
  }, []);
  return (
    <Panel id="spacetime" title={words.title}>
      <Head />
      <div class="field" ref={ref}>
        <Canvas label={words.picture} draw={paint} />
      </div>
    </Panel>
  );
}
