import type { JSX } from "preact";

import { useApi } from "../../api/use-api";
import { useParameter } from "../../frame/location";
import { Loading } from "../../part/loading";
import { PageHead } from "../../part/page-head";
import { SearchBox } from "../../part/search-box";

/** The command line as the server understood it, defaults included. */
export default function FlagsPage(): JSX.Element {
  const flags = useApi<Readonly<Record<string, string>>>("status/flags");
  const [search, setSearch] = useParameter("search");
  return (
    <>
      <PageHead title="Flags">
        <SearchBox label="Filter by name or value" value={search} onInput={setSearch} />
      </PageHead>
      <Loading of={flags} what="flags">{(all) => <FlagTable flags={all} search={search} />}</Loading>
    </>
  );
}

interface FlagTableProps {
  readonly flags: Readonly<Record<string, string>>;
  readonly search: string;
}

function FlagTable({ flags, search }: FlagTableProps): JSX.Element {
  const wanted = search.toLowerCase();
  const shown = Object.entries(flags)
    .filter(([name, value]) => `--${name} ${value}`.toLowerCase().includes(wanted))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <table class="rows">
      <thead>
        <tr><th scope="col">Flag</th><th scope="col">Value</th></tr>
      </thead>
      <tbody>
        {shown.map(([name, value]) => (
          <tr key={name}><th scope="row"><code>--{name}</code></th><td><code>{value}</code></td></tr>
        ))}
        {shown.length === 0 && <tr><td colSpan={2}>No flag has this.</td></tr>}
      </tbody>
    </table>
  );
}
