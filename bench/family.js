/*
 * The process of one family of jobs: index.js starts it with the name of the family and what picks its jobs, and is sent
 * the result of each.
 */
import { measure } from './measure.js';
import { picks } from './pick.js';

const [family, choice] = process.argv.slice(2);
const { jobs } = await import(`./jobs/${family}.js`);
for (const job of jobs) {
  if (!picks(JSON.parse(choice), family, job.name)) continue;
  const result = await measure(job);
  await new Promise((resolve) => process.send({ family, ...result }, resolve));
}
// Python's process would keep this one alive.
process.exit();
