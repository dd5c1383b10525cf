// A view in front of all others, that goes when it is no longer needed.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { bilingual } from '../text/bilingual.js';
import './dialog.css';
import { Icon } from './icons.js';

const words = bilingual({ close: ['Close', '닫기'] });

export interface DialogProps {
  readonly id: string;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Dialog({ id, title, onClose, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    ref.current!.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={ref} id={id} class="dialog" aria-labelledby={`${id}-title`} onClose={onClose}>
      <h2 id={`${id}-title`}>
        {title}
        <button type="button" aria-label={words.close} onClick={() => ref.current!.close()}>
          <Icon name="close" />
        </button>
      </h2>
      <div class="inside">{children}</div>
    </dialog>
  );
}
