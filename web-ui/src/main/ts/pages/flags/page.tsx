import type { JSX } from "preact";
import { useState } from "preact/hooks";

import { useApi } from "../../api/use-api";
import { useParameter } from "../../frame/location";
import { Loading } from "../../part/loading";
import { PageHead } from "../../part/page-head";
import { SearchBox } from "../../part/search-box";
import { BY_NAME, clicked, sorted } from "./sorting";

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

const COLUMNS = ["Flag", "Value"] as const;

function FlagTable({ flags, search }: FlagTableProps): JSX.Element {
  const [sorting, setSorting] = useState(BY_NAME);
  const wanted = search.toLowerCase();
  const found = Object.entries(flags).filter(([name, value]) => `--${name} ${value}`.toLowerCase().includes(wanted));
  return (
    <table class="rows">
      <thead>
        <tr>
          {COLUMNS.map((title, i) => {
            const column = i as 0 | 1;
            return (
              <th key={title} scope="col" aria-sort={sorting.column === column ? sorting.order : "none"}>
                <button type="button" class="quiet sorter" onClick={() => setSorting(clicked(sorting, column))}>
                  {title}
                </button>
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {sorted(found, sorting).map(([name, value]) => (
          <tr key={name}><th scope="row"><code>--{name}</code></th><td><code>{value}</code></td></tr>
        ))}
        {found.length === 0 && <tr><td colSpan={2}>No flag has this.</td></tr>}
      </tbody>
    </table>
  );
}
