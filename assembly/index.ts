// The kernels' one module: addresses and lengths in, numbers out.
export { crc32, crc32Slicing } from './crc32';
export { sealFrame, findSfd, realign } from './framing';
export { manchesterEncode, manchesterDecode } from './manchester';
export { checksum, checksumUpdate } from './checksum';
export { seedStream, random32, backoff, patternFill } from './backoff';
export { bareCopy, bareRead } from './limits';
export { heapBase } from './layout';
