import type { JSX } from "preact";
import { useState } from "preact/hooks";

import { plural } from "../../format/number";
import { Badge } from "../../part/badge";
import { Many } from "../../part/many";
import { Section } from "../../part/section";
import { DiscoveredRow } from "./discovered-row";
import type { DiscoveredPool } from "./filter";

const ROWS = 50;

interface DiscoverySectionProps {
  readonly pool: DiscoveredPool;
  readonly startsOpen: boolean;
}

/** What was found for one job. */
export function DiscoverySection({ pool, startsOpen }: DiscoverySectionProps): JSX.Element {
  const [open, setOpen] = useState(startsOpen);
  return (
    <Section
      open={open} onToggle={setOpen}
      head={
        <>
          <strong>{pool.name}</strong>
          <Badge mood={pool.active === 0 ? "quiet" : "good"}>{pool.active} active</Badge>
          {pool.dropped > 0 && <Badge mood="warn">{pool.dropped} dropped</Badge>}
        </>
      }
    >
      {pool.shown.length === 0 ? (
        <p class="empty">{pool.active + pool.dropped === 0 ? "Nothing was found." : "What was dropped is not kept."}</p>
      ) : (
        <Many items={pool.shown} step={ROWS} what="targets">
          {(shown) => (
            <div class="table-scroll">
              <table class="rows stacks halves" aria-label={plural(pool.shown.length, "target") + ` of ${pool.name}`}>
                <thead>
                  <tr><th scope="col">Discovered labels</th><th scope="col">Target labels</th></tr>
                </thead>
                <tbody>
                  {shown.map((target) => <DiscoveredRow key={target.key} pool={pool.name} target={target} />)}
                </tbody>
              </table>
            </div>
          )}
        </Many>
      )}
    </Section>
  );
}
