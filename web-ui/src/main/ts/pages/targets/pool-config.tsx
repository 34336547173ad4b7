import type { JSX } from "preact";

import { useApi } from "../../api/use-api";
import { Loading } from "../../part/loading";

/** The configuration of a job with all defaults filled in. */
export function PoolConfig({ pool }: { readonly pool: string }): JSX.Element {
  const config = useApi<{ readonly yaml: string }>("scrape_pools/config", { scrapePool: pool });
  return (
    <Loading of={config} what="the configuration">
      {({ yaml }) => <pre class="file" tabIndex={0} aria-label={`Configuration of ${pool}`}>{yaml}</pre>}
    </Loading>
  );
}
