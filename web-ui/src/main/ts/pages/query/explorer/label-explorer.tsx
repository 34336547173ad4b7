import type { JSX } from "preact";
import { useState } from "preact/hooks";

import { useApi } from "../../../api/use-api";
import { CopyButton } from "../../../part/copy-button";
import { labelName } from "../../../part/labels";
import { Loading } from "../../../part/loading";
import { Section } from "../../../part/section";
import { count } from "../../../format/number";
import type { Times } from "../panel-state";

interface LabelExplorerProps {
  /** A selector of one metric, without further matchers. */
  readonly metric: string;
  readonly times: Times;
  readonly onPick: (selector: string) => void;
  readonly onBack: () => void;
}

type Chosen = Readonly<Record<string, string>>;

const MOST_VALUES = 500;

/** The selector of the metric with the values that were chosen, but for one label. */
function selectorOf(metric: string, chosen: Chosen, without?: string): string {
  const pairs = Object.entries(chosen).filter(([name]) => name !== without);
  const matchers = pairs.map(([name, value]) => `${labelName(name)}=${JSON.stringify(value)}`);
  if (matchers.length === 0) {
    return metric;
  }
  const open = metric.startsWith("{") ? `${metric.slice(0, -1)}, ` : `${metric}{`;
  return `${open}${matchers.join(", ")}}`;
}

interface ValuesProps {
  readonly label: string;
  readonly selector: string;
  readonly times: Times;
  readonly chosen: string | undefined;
  readonly onChoose: (value: string | undefined) => void;
}

function Values({ label, selector, times, chosen, onChoose }: ValuesProps): JSX.Element {
  const values = useApi<readonly string[]>(`label/${encodeURIComponent(label)}/values`, {
    "match[]": [selector], limit: MOST_VALUES, ...times,
  });
  return (
    <Loading of={values} what="values">
      {(list) => (
        <div class="explorer-values">
          {list.map((value) => (
            <button
              key={value} type="button" aria-pressed={value === chosen}
              onClick={() => onChoose(value === chosen ? undefined : value)}
            >
              {value === "" ? "(empty)" : value}
            </button>
          ))}
          {list.length >= MOST_VALUES && <small>the first {count(MOST_VALUES)}</small>}
        </div>
      )}
    </Loading>
  );
}

/** The labels of a metric and their values, to make a selector of. */
export function LabelExplorer({ metric, times, onPick, onBack }: LabelExplorerProps): JSX.Element {
  const [chosen, setChosen] = useState<Chosen>({});
  const [open, setOpen] = useState("");
  const selector = selectorOf(metric, chosen);
  const names = useApi<readonly string[]>("labels", { "match[]": [selector], ...times });
  const choose = (name: string, value: string | undefined): void => {
    const { [name]: _, ...others } = chosen;
    setChosen(value === undefined ? others : { ...others, [name]: value });
  };
  return (
    <>
      <p class="explorer-selector">
        <button type="button" onClick={onBack}>‹ All metrics</button> <code>{selector}</code>{" "}
        <button type="button" class="primary" onClick={() => onPick(selector)}>Insert</button>{" "}
        <CopyButton text={selector} label="Copy" />
      </p>
      <Loading of={names} what="labels">
        {(list) => (
          <div class="explorer-list">
            {list.filter((name) => name !== "__name__").map((name) => (
              <Section
                key={name} open={open === name} onToggle={(opened) => setOpen(opened ? name : "")}
                head={<><span class="label-name">{name}</span> {chosen[name] !== undefined && <code>{chosen[name]}</code>}</>}
              >
                <Values
                  label={name} selector={selectorOf(metric, chosen, name)} times={times}
                  chosen={chosen[name]} onChoose={(value) => choose(name, value)}
                />
              </Section>
            ))}
          </div>
        )}
      </Loading>
    </>
  );
}
