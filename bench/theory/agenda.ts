// A heap of things to do, for slow simulations: not the engine's scheduler, which they judge.

/** Events in order of time; at one instant decisions to transmit first, since a carrier that arrives then isn't sensed yet. */
export class Agenda {
  now = 0;
  private readonly heap: { at: number; rank: number; order: number; act: () => void }[] = [];
  private made = 0;

  at(at: number, act: () => void, rank: 'decision' | 'edge' = 'edge'): void {
    const { heap } = this;
    heap.push({ at, rank: rank === 'decision' ? 0 : 1, order: this.made++, act });
    for (let i = heap.length - 1; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!this.before(i, parent)) break;
      this.swap(i, parent);
      i = parent;
    }
  }

  run(untilPs: number): void {
    const { heap } = this;
    for (let next = heap[0]; next && next.at <= untilPs; next = heap[0]) {
      this.swap(0, heap.length - 1);
      heap.pop();
      for (let i = 0, child = 1; child < heap.length; i = child, child = 2 * i + 1) {
        if (child + 1 < heap.length && this.before(child + 1, child)) child++;
        if (!this.before(child, i)) break;
        this.swap(i, child);
      }
      this.now = next.at;
      next.act();
    }
  }

  private before(i: number, j: number): boolean {
    const [a, b] = [this.heap[i]!, this.heap[j]!];
    return a.at !== b.at ? a.at < b.at : a.rank !== b.rank ? a.rank < b.rank : a.order < b.order;
  }

  private swap(i: number, j: number): void {
    [this.heap[i], this.heap[j]] = [this.heap[j]!, this.heap[i]!];
  }
}
