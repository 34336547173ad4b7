import type { JSX } from "preact";

import type { RuleGroup, RuleGroups } from "../../api/rules";
import { useApi } from "../../api/use-api";
import { useParameter, useParameterList } from "../../frame/location";
import { usePaging } from "../../frame/paging";
import { Choices } from "../../part/choices";
import { Loading } from "../../part/loading";
import { PageHead } from "../../part/page-head";
import { Pager } from "../../part/pager";
import { SearchBox } from "../../part/search-box";
import { HEALTHS, shownGroups } from "./filter";
import { GroupSection } from "./group-section";

const RELOAD_MS = 15_000;
const GROUPS = 20;

/** All rules: whether they work, and what they cost. */
export default function RulesPage(): JSX.Element {
  const [health, setHealth] = useParameterList("health");
  const [search, setSearch] = useParameter("search");
  const rules = useApi<RuleGroups>("rules", {}, RELOAD_MS);
  const all = rules.answer?.data.groups.flatMap((group) => group.rules) ?? [];
  return (
    <>
      <PageHead title="Rule health">
        <Choices
          label="Health" chosen={health} onChoose={setHealth}
          choices={HEALTHS.map((each) => ({
            ...each,
            count: all.filter((rule) => rule.health === each.value).length,
          }))}
        />
        <SearchBox label="Filter by name, label or expression" value={search} onInput={setSearch} />
      </PageHead>
      <Loading of={rules} what="rules">
        {({ groups }) => <Groups groups={groups} health={health} search={search} />}
      </Loading>
    </>
  );
}

interface GroupsProps {
  readonly groups: readonly RuleGroup[];
  readonly health: readonly string[];
  readonly search: string;
}

function Groups({ groups, health, search }: GroupsProps): JSX.Element {
  const paging = usePaging(shownGroups(groups, health, search), GROUPS);
  return (
    <>
      {paging.shown.map((group) => <GroupSection key={`${group.file};${group.name}`} group={group} />)}
      {paging.shown.length === 0 && (
        <p class="empty">{groups.length === 0 ? "There are no rules." : "No rule is like this."}</p>
      )}
      <Pager of={paging} />
    </>
  );
}
