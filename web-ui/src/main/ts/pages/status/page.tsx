import type { ComponentChildren, JSX } from "preact";

import { useApi } from "../../api/use-api";
import { bytes } from "../../format/number";
import { ago } from "../../format/time";
import { LICENSES } from "../../frame/server";
import { Badge } from "../../part/badge";
import { Loading } from "../../part/loading";
import { PageHead } from "../../part/page-head";
import { Time } from "../../part/time";

interface RuntimeInfo {
  readonly startTime: string;
  readonly CWD: string;
  readonly hostname: string;
  readonly serverTime: string;
  readonly reloadConfigSuccess: boolean;
  readonly lastConfigTime: string;
  readonly corruptionCount: number;
  readonly goroutineCount: number;
  readonly GOMAXPROCS: number;
  readonly GOMEMLIMIT: number;
  readonly storageRetention: string;
}

interface BuildInfo {
  readonly version: string;
  readonly revision: string;
  readonly branch: string;
  readonly buildUser: string;
  readonly buildDate: string;
  readonly goVersion: string;
}

/** How the process runs and what it was built from. */
export default function StatusPage(): JSX.Element {
  const runtime = useApi<RuntimeInfo>("status/runtimeinfo");
  const build = useApi<BuildInfo>("status/buildinfo");
  return (
    <>
      <PageHead title="Runtime and build" />
      <Loading of={runtime} what="runtime information">
        {(info) => <Facts title="Runtime" rows={runtimeRows(info)} />}
      </Loading>
      <Loading of={build} what="build information">
        {(info) => <Facts title="Build" rows={buildRows(info)} />}
      </Loading>
      <p><a href={LICENSES}>Licences of the libraries inside these pages</a></p>
    </>
  );
}

type Row = readonly [string, ComponentChildren];

function runtimeRows(info: RuntimeInfo): readonly Row[] {
  const started = <><Time at={info.startTime} /> <small>{ago(info.startTime, Date.parse(info.serverTime))}</small></>;
  return [
    ["Start", started],
    ["Time of the server", <Time at={info.serverTime} />],
    ["Host", info.hostname],
    ["Working directory", <code>{info.CWD}</code>],
    [
      "Last load of the configuration",
      <Badge mood={info.reloadConfigSuccess ? "good" : "bad"}>
        {info.reloadConfigSuccess ? "successful" : "failed"}
      </Badge>,
    ],
    ["Configuration in force since", <Time at={info.lastConfigTime} />],
    ["Corruptions of the write-ahead log", info.corruptionCount],
    ["Threads", info.goroutineCount],
    ["Processors", info.GOMAXPROCS],
    ["Memory limit of the heap", bytes(info.GOMEMLIMIT)],
    ["Retention", info.storageRetention],
  ];
}

function buildRows(info: BuildInfo): readonly Row[] {
  return [
    ["Version", info.version],
    ["Revision", <code>{info.revision}</code>],
    ["Branch", info.branch],
    ["Built by", info.buildUser],
    ["Built at", info.buildDate],
    ["Language", info.goVersion],
  ];
}

function Facts({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }): JSX.Element {
  return (
    <section>
      <h2>{title}</h2>
      <table class="rows facts-table" aria-label={title}>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}><th scope="row">{name}</th><td>{value}</td></tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
