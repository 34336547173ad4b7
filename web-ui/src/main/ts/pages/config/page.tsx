import type { JSX } from "preact";
import { useState } from "preact/hooks";

import { useApi } from "../../api/use-api";
import { HAS_LIFECYCLE } from "../../frame/server";
import { CopyButton } from "../../part/copy-button";
import { Loading } from "../../part/loading";
import { Message } from "../../part/message";
import { PageHead } from "../../part/page-head";
import { ReloadButton } from "./reload-button";

/** The configuration in force, with defaults filled in and secrets left out. */
export default function ConfigPage(): JSX.Element {
  const config = useApi<{ readonly yaml: string }>("status/config");
  const [failure, setFailure] = useState("");
  const onReloaded = (why: string): void => {
    setFailure(why);
    config.reload();
  };
  return (
    <>
      <PageHead title="Configuration">
        {HAS_LIFECYCLE && <ReloadButton onDone={onReloaded} />}
        {config.answer !== undefined && <CopyButton text={config.answer.data.yaml} label="Copy" />}
      </PageHead>
      {failure !== "" && <Message kind="error" title="Not loaded; what was in force still is">{failure}</Message>}
      <Loading of={config} what="configuration">
        {({ yaml }) => <pre class="file" tabIndex={0} aria-label="Configuration in YAML">{yaml}</pre>}
      </Loading>
    </>
  );
}
