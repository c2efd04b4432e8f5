/** Compares the counters with the calls. */
import type { BenchDatabase } from "./database.ts";

/** Returns the sum of the absolute differences between counters and calls; 0 means no drift. */
export async function drift({ client }: BenchDatabase): Promise<number> {
  const [row] = await client.unsafe(`
    with counted as (
      select batch_id, replace(status, '-', '_') as status, count(*) as n from calls group by 1, 2
    ), kept as (
      select batch_id, key as status, value::int as n
      from batch_progress p, jsonb_each_text(to_jsonb(p))
      where key in ('queued', 'initiated', 'ringing', 'in_progress', 'completed', 'busy',
        'no_answer', 'failed', 'canceled')
    )
    select coalesce(sum(abs(coalesce(c.n, 0) - coalesce(k.n, 0))), 0)::int as drift
    from counted c full join kept k using (batch_id, status)`);
  return row!.drift;
}
