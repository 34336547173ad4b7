import type { JSX } from "preact";

import { useApi } from "../../api/use-api";
import { CopyButton } from "../../part/copy-button";
import { Loading } from "../../part/loading";
import { PageHead } from "../../part/page-head";

/** The configuration in force, with defaults filled in and secrets left out. */
export default function ConfigPage(): JSX.Element {
  const config = useApi<{ readonly yaml: string }>("status/config");
  return (
    <>
      <PageHead title="Configuration">
        {config.answer !== undefined && <CopyButton text={config.answer.data.yaml} label="Copy" />}
      </PageHead>
      <Loading of={config} what="configuration">
        {({ yaml }) => <pre class="file" tabIndex={0} aria-label="Configuration in YAML">{yaml}</pre>}
      </Loading>
    </>
  );
}
