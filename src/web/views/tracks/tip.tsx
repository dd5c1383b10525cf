// What is said beside the pointer.
import { tip, viewport } from './view.js';

export function Tip() {
  const its = tip.value;
  if (!its) return null;
  const { width, height } = viewport.value;
  const left = its.x > width - 240 ? { right: `${width - its.x + 12}px` } : { left: `${its.x + 12}px` };
  const top = its.y > height - 90 ? { bottom: `${height - its.y + 8}px` } : { top: `${its.y + 14}px` };
  return (
    <div class="tracks-tip" aria-hidden="true" style={{ ...left, ...top }}>
      {its.says.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>
  );
}
