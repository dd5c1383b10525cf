// The kernels' own tables lie below `heapBase`; everything above it is the host's to lay out.

/** First address that the host may use: above every table of the kernels. */
export function heapBase(): usize {
  return (__heap_base + 63) & ~63;
}
