// What the programs for Node share. Packages are taken from the folder PEERS_NODE_MODULES.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { join } from 'node:path';

export const take = createRequire(join(process.env.PEERS_NODE_MODULES, 'here.js'));

const WARM = 2; // pieces that are drawn before the clock starts

// Draw all jobs of the order on standard input; only making and writing the files is timed.
// start: order -> { make: job -> writes the file, stop: closes what start opened }
export async function work(start) {
  const order = JSON.parse(readFileSync(0, 'utf8'));
  const { make, stop = () => {} } = await start(order);
  try {
    for (const job of order.jobs.slice(0, WARM)) await make(job);
    const began = performance.now();
    for (const job of order.jobs) await make(job);
    console.log(JSON.stringify({ seconds: (performance.now() - began) / 1000 }));
  } finally {
    await stop();
  }
}
