/**
 * Other people's tools that judge our files: tshark, GTKWave's converters. A test that needs one is skipped where it
 * isn't installed, unless THICKNET_JUDGES=required says that all of them have to be there.
 */
import { execFileSync, spawnSync } from 'node:child_process';

/** Whether the tool can be run here. @throws when it can't, and THICKNET_JUDGES=required */
export function judge(tool: string): boolean {
  const found = spawnSync(tool, ['--version'], { stdio: 'ignore' }).error === undefined;
  if (!found && process.env.THICKNET_JUDGES === 'required') {
    throw new Error(`THICKNET_JUDGES=required, but ${tool} is not installed.`);
  }
  return found;
}

/** One line of tshark's answer for each packet: its fields, in the order asked for, several values joined by commas. */
export function tsharkFields(file: string, fields: readonly string[], options: readonly string[] = []): string[][] {
  const asked = fields.flatMap((field) => ['-e', field]);
  const text = execFileSync('tshark', ['-n', '-r', file, ...options, '-T', 'fields', ...asked], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64 * 1024 * 1024,
  });
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t'));
}
