// Small pictures for buttons: drawn here, in the colour of the text.
const PATHS = {
  play: 'M4 2.5v11l9-5.5z',
  pause: 'M4 2.5h3v11H4zM9 2.5h3v11H9z',
  back: 'M12 2.5v11L5 8zM3 2.5h2v11H3z',
  forward: 'M4 2.5v11L11 8zM11 2.5h2v11h-2z',
  nextCollision: 'M2 2.5v11L8 8zM10.5 8 12.5 3l.6 3.6L15.8 8l-2.7 1.4-.6 3.6z',
  lastCollision: 'M14 2.5v11L8 8zM5.5 8 3.5 3l-.6 3.6L.2 8l2.7 1.4.6 3.6z',
  nearer: 'M7 3h2v4h4v2H9v4H7V9H3V7h4z',
  farther: 'M3 7h10v2H3z',
  fit: 'M2 2h4v2H4v2H2zM10 2h4v4h-2V4h-2zM2 10h2v2h2v2H2zM12 10h2v4h-4v-2h2z',
  close: 'M3.5 4.9 4.9 3.5 8 6.6l3.1-3.1 1.4 1.4L9.4 8l3.1 3.1-1.4 1.4L8 9.4l-3.1 3.1-1.4-1.4L6.6 8z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="currentColor" />
    </svg>
  );
}
