// A view whose code comes when it is first shown.
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export interface LazyProps {
  readonly load: () => Promise<ComponentType>;
}

export function Lazy({ load }: LazyProps) {
  const [view, setView] = useState<{ readonly View: ComponentType } | undefined>(undefined);
  useEffect(() => {
    let wanted = true;
    void load().then((View) => {
      if (wanted) setView({ View });
    });
    return () => {
      wanted = false;
    };
  }, []);
  return view ? <view.View /> : null;
}
