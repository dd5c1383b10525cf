// What the bench measures kernels by: nothing that reads or writes as many octets in vectors can be faster than these.

/** Copies `length` octets, 64 at a time: up to 63 more are written. The two must not overlap. */
export function bareCopy(source: usize, target: usize, length: u32): void {
  const end = source + length;
  while (source < end) {
    const a = v128.load(source);
    const b = v128.load(source, 16);
    const c = v128.load(source, 32);
    const d = v128.load(source, 48);
    v128.store(target, a);
    v128.store(target, b, 16);
    v128.store(target, c, 32);
    v128.store(target, d, 48);
    source += 64;
    target += 64;
  }
}

/** Reads `length` octets, 64 at a time, up to 63 more, and answers something that depends on all of them. */
export function bareRead(address: usize, length: u32): u32 {
  const end = address + length;
  let sum = i64x2.splat(0);
  while (address < end) {
    const a = v128.xor(v128.load(address), v128.load(address, 16));
    const b = v128.xor(v128.load(address, 32), v128.load(address, 48));
    sum = v128.xor(sum, v128.xor(a, b));
    address += 64;
  }
  return v128.extract_lane<u32>(sum, 0);
}
