import type { JSX } from "preact";
import { useState } from "preact/hooks";

import { plural } from "../../format/number";
import { Badge } from "../../part/badge";
import { Many } from "../../part/many";
import { Section } from "../../part/section";
import { PoolConfig } from "./pool-config";
import type { Pool } from "./filter";
import { TargetRow } from "./target-row";

const ROWS = 100;

interface PoolSectionProps {
  readonly pool: Pool;
  readonly startsOpen: boolean;
}

/** The targets of one job. */
export function PoolSection({ pool, startsOpen }: PoolSectionProps): JSX.Element {
  const [open, setOpen] = useState(startsOpen);
  const [withConfig, setWithConfig] = useState(false);
  const mood = pool.total === 0 ? "quiet" : pool.up === pool.total ? "good" : pool.up === 0 ? "bad" : "warn";
  return (
    <Section
      open={open} onToggle={setOpen}
      head={<><strong>{pool.name}</strong> <Badge mood={mood}>{pool.up} of {pool.total} up</Badge></>}
    >
      <p class="section-tools">
        <button type="button" class="quiet" aria-expanded={withConfig} onClick={() => setWithConfig(!withConfig)}>
          Configuration in force
        </button>
        <a href={`service-discovery?pool=${encodeURIComponent(pool.name)}`}>Discovered labels and relabeling</a>
      </p>
      {withConfig && <PoolConfig pool={pool.name} />}
      {pool.targets.length === 0 ? (
        <p class="empty">The job has no targets.</p>
      ) : (
        <Many items={pool.targets} step={ROWS} what="targets">
          {(shown) => (
            <div class="table-scroll">
              <table class="rows stacks targets" aria-label={plural(pool.targets.length, "target") + ` of ${pool.name}`}>
                <thead>
                  <tr>
                    <th scope="col">Endpoint</th>
                    <th scope="col">Labels</th>
                    <th scope="col">Last scrape</th>
                    <th scope="col">State</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((target) => (
                    <TargetRow key={`${target.scrapeUrl} ${JSON.stringify(target.labels)}`} target={target} />
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Many>
      )}
    </Section>
  );
}
