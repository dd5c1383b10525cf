// The page's end of the wire to the worker.
import type { Edit } from '../edit/edits.js';
import type { Image } from '../run/images.js';
import { bilingual } from '../text/bilingual.js';
import { type ExportKind, type Order, type Refusal, type RunRequest, refusalOfAll, type Word } from './protocol.js';
import { takeWorker } from './workers.js';

const words = bilingual({
  broken: [
    (why: string) => `the engine does not run in this browser: ${why}`,
    (why: string) => `이 브라우저에서는 엔진이 실행되지 않습니다: ${why}`,
  ],
  noScript: ['its script could not be loaded', '스크립트를 불러올 수 없습니다'],
});

/** What came back refused. */
export class RefusedError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

interface Question {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** Talks to one worker; told of everything that is no answer to a question. */
export class EngineClient {
  private readonly worker: Worker | undefined;
  private readonly questions = new Map<number, Question>();
  private asked = 0;
  private job = 0;
  /** The run that is in view until the one asked for last has been built, if it can be. */
  private shown = 0;

  constructor(
    private readonly tell: (word: Word) => void,
    /** The worker itself broke, or never began; nothing more comes of it. */
    private readonly broken: (message: string) => void,
  ) {
    try {
      this.worker = takeWorker();
      this.worker.onmessage = ({ data }: MessageEvent<Word>) => this.hear(data);
      // Without a message when its script could not be had.
      this.worker.onerror = ({ message }) => this.breakDown(message || words.noScript);
    } catch (error) {
      // A page that is no web page (a file, a strict sandbox) may have no workers.
      queueMicrotask(() => this.breakDown((error as Error).message));
    }
  }

  /** Begins a run; whatever ran before is stopped once this one is found to be right. Answers the number that its words bear. */
  run(request: RunRequest): number {
    this.order({ do: 'run', job: ++this.job, request });
    return this.job;
  }

  /** Ends the present run where it is. */
  stop(): void {
    this.order({ do: 'stop' });
  }

  /** Lets the worker go; what was asked is never answered. */
  end(): void {
    this.worker?.terminate();
  }

  /** What was on the line in those rows of the present run. @throws RefusedError */
  images(rows: readonly number[]): Promise<readonly Image[]> {
    return this.ask((ask) => ({ do: 'images', job: this.job, ask, rows }));
  }

  /** The same run as a file. @throws RefusedError */
  export(request: RunRequest, kind: ExportKind): Promise<readonly Uint8Array[]> {
    return this.ask((ask) => ({ do: 'export', ask, request, kind }));
  }

  /** A scenario's text with changes made. @throws RefusedError */
  edit(text: string, edits: readonly Edit[]): Promise<string> {
    return this.ask((ask) => ({ do: 'edit', ask, text, edits }));
  }

  private ask<Answer>(order: (ask: number) => Order): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const ask = ++this.asked;
      this.questions.set(ask, { resolve, reject });
      this.order(order(ask));
    });
  }

  private order(order: Order): void {
    this.worker?.postMessage(order);
  }

  private breakDown(why: string): void {
    const message = words.broken(why);
    this.end();
    this.broken(message);
    const refusal = refusalOfAll('WORKER', message);
    for (const { reject } of this.questions.values()) reject(new RefusedError(refusal));
    this.questions.clear();
  }

  private hear(word: Word): void {
    // A race has a worker of its own.
    if (word.say === 'racing' || word.say === 'raced') return;
    if (!('ask' in word)) {
      if (word.say === 'staged' && word.job === this.job) this.shown = word.job;
      if (!('job' in word) || word.job === this.job || word.job === this.shown) this.tell(word);
      return;
    }
    const question = this.questions.get(word.ask);
    this.questions.delete(word.ask);
    if (word.say === 'refused') question?.reject(new RefusedError(word.refusal));
    else question?.resolve(answerIn(word) as never);
  }
}

function answerIn(word: Word & { readonly say: 'images' | 'exported' | 'edited' }): unknown {
  if (word.say === 'images') return word.images;
  return word.say === 'exported' ? word.parts : word.text;
}
