// How every check here ends, and how it does several things at a time.

const SHOWN = 60; // faults; the rest is counted

/** Print one line of what was done and all faults; the process fails if there is one. */
export function report(line, faults) {
  console.log(line);
  for (const fault of faults.slice(0, SHOWN)) console.error(fault);
  if (faults.length > SHOWN) console.error(`and ${faults.length - SHOWN} more`);
  process.exitCode = faults.length ? 1 : 0;
}

/** Do `work` with every item, `count` at a time; return the results in order. */
export async function several(count, items, work) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const here = next++;
      results[here] = await work(items[here]);
    }
  };
  await Promise.all(Array.from({ length: count }, worker));
  return results;
}

/** Return a function that tells how many seconds have gone by. */
export function watch() {
  const began = performance.now();
  return () => `${Math.round((performance.now() - began) / 1000)} s`;
}
