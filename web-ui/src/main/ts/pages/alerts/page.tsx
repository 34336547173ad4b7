import type { JSX } from "preact";

import type { RuleGroup, RuleGroups } from "../../api/rules";
import { useApi } from "../../api/use-api";
import { useParameter, useParameterList } from "../../frame/location";
import { usePaging } from "../../frame/paging";
import { change, settings } from "../../frame/settings";
import { useStore } from "../../frame/store";
import { Choices } from "../../part/choices";
import { Loading } from "../../part/loading";
import { Many } from "../../part/many";
import { PageHead } from "../../part/page-head";
import { Pager } from "../../part/pager";
import { SearchBox } from "../../part/search-box";
import { AlertRule } from "./alert-rule";
import { alertGroups, countStates } from "./filter";
import { MOODS, STATES } from "./states";

const RELOAD_MS = 15_000;
const GROUPS = 20;
const RULES = 50;

/** Alerting rules and what they have raised. */
export default function AlertsPage(): JSX.Element {
  const [states, setStates] = useParameterList("state");
  const [search, setSearch] = useParameter("search");
  const { annotations } = useStore(settings);
  const rules = useApi<RuleGroups>("rules", { type: "alert" }, RELOAD_MS);
  const counts = countStates(rules.answer?.data.groups ?? []);
  return (
    <>
      <PageHead title="Alerts">
        <Choices
          label="State" chosen={states} onChoose={setStates}
          choices={STATES.map((state) => ({
            value: state,
            text: state.charAt(0).toUpperCase() + state.slice(1),
            mood: MOODS[state],
            count: counts.get(state) ?? 0,
          }))}
        />
        <label class="switch">
          <input
            type="checkbox" checked={annotations}
            onChange={(event) => change({ annotations: event.currentTarget.checked })}
          /> Annotations of alerts
        </label>
        <SearchBox label="Filter by name or label" value={search} onInput={setSearch} />
      </PageHead>
      <Loading of={rules} what="alerts">
        {({ groups }) => <Groups groups={groups} states={states} search={search} />}
      </Loading>
    </>
  );
}

interface GroupsProps {
  readonly groups: readonly RuleGroup[];
  readonly states: readonly string[];
  readonly search: string;
}

function Groups({ groups, states, search }: GroupsProps): JSX.Element {
  const paging = usePaging(alertGroups(groups, states, search), GROUPS);
  return (
    <>
      {paging.shown.map((group) => (
        <section key={`${group.file};${group.name}`} class="group">
          <h2>{group.name} <small>{group.file}</small></h2>
          <Many items={group.rules} step={RULES} what="rules">
            {(shown) => (
              <>
                {shown.map((rule, index) => (
                  <AlertRule key={`${rule.name};${index}`} rule={rule} states={states} />
                ))}
              </>
            )}
          </Many>
        </section>
      ))}
      {paging.shown.length === 0 && (
        <p class="empty">{groups.length === 0 ? "There are no alerting rules." : "No rule is like this."}</p>
      )}
      <Pager of={paging} />
    </>
  );
}
