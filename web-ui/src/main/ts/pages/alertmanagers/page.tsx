import type { JSX } from "preact";

import { useApi } from "../../api/use-api";
import { Loading } from "../../part/loading";
import { PageHead } from "../../part/page-head";

interface Alertmanager {
  readonly url: string;
}

interface Alertmanagers {
  readonly activeAlertmanagers: readonly Alertmanager[];
  readonly droppedAlertmanagers: readonly Alertmanager[];
}

/** Where alerts are sent. */
export default function AlertmanagersPage(): JSX.Element {
  const found = useApi<Alertmanagers>("alertmanagers");
  return (
    <>
      <PageHead title="Alertmanagers" />
      <Loading of={found} what="Alertmanagers">
        {({ activeAlertmanagers, droppedAlertmanagers }) => (
          <>
            <h2>Alerts are sent to</h2>
            <List of={activeAlertmanagers} none="No Alertmanager was discovered, so nobody hears of alerts." />
            <h2>Dropped by relabeling</h2>
            <List of={droppedAlertmanagers} none="None." />
          </>
        )}
      </Loading>
    </>
  );
}

function List({ of, none }: { readonly of: readonly Alertmanager[]; readonly none: string }): JSX.Element {
  return of.length === 0 ? (
    <p>{none}</p>
  ) : (
    <table class="rows">
      <thead><tr><th scope="col">Endpoint</th></tr></thead>
      <tbody>
        {of.map(({ url }) => (
          <tr key={url}><td><a href={new URL(url).origin} rel="noreferrer">{url}</a></td></tr>
        ))}
      </tbody>
    </table>
  );
}
