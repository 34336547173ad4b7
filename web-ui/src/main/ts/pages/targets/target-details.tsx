import type { JSX } from "preact";

import type { ActiveTarget } from "../../api/targets";
import { IS_AGENT } from "../../frame/server";
import { Labels } from "../../part/labels";
import { Time } from "../../part/time";
import { ScrapeHistory } from "./scrape-history";

/** All that is known of a target. */
export function TargetDetails({ target }: { readonly target: ActiveTarget }): JSX.Element {
  const steps = new URLSearchParams({ pool: target.scrapePool, search: target.discoveredLabels["__address__"] ?? "" });
  return (
    <div class="details">
      <section>
        <h2>Labels before relabeling</h2>
        <Labels set={target.discoveredLabels} />
        <p><a href={`service-discovery?${steps.toString()}`}>Relabeling step by step</a></p>
      </section>
      <section>
        <h2>Labels after it</h2>
        <Labels set={target.labels} />
      </section>
      <section>
        <h2>Scrapes</h2>
        <p>
          Every {target.scrapeInterval}, with {target.scrapeTimeout} to answer. The last was
          at <Time at={target.lastScrape} />.
        </p>
        {!IS_AGENT && <ScrapeHistory target={target} />}
      </section>
    </div>
  );
}
