// The other end of apart.ts.
const [url, exported] = process.argv.slice(2);

process.once('message', async ({ argument }: { argument: unknown }) => {
  const reply = await answer(argument);
  process.send!(reply, () => process.disconnect());
});

async function answer(argument: unknown): Promise<object> {
  try {
    const module = await import(url);
    return { answer: await module[exported](argument) };
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    return { failure: message, code };
  }
}
