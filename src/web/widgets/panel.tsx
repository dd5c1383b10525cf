// The frame around a view: a named region that a screen reader can go to and a key can focus.
import type { ComponentChildren } from 'preact';

export interface PanelProps {
  /** Of the region, for keys and links: `spacetime`. */
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
  /** Beside the title. */
  readonly tools?: ComponentChildren;
}

export function Panel({ id, title, tools, children }: PanelProps) {
  return (
    <section class="panel" id={id} aria-labelledby={`${id}-title`} tabIndex={-1}>
      <h2 id={`${id}-title`}>
        {title}
        {tools}
      </h2>
      {children}
    </section>
  );
}
