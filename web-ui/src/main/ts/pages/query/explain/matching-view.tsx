import type { JSX } from "preact";

import { Badge, type Mood } from "../../../part/badge";
import { count, plural } from "../../../format/number";
import { SeriesName } from "../series-name";
import type { Matching, Side, Unmatched } from "./explained";
import { picksByMatch } from "./problem";

function Example({ example }: { readonly example: Unmatched }): JSX.Element {
  return (
    <li>
      <SeriesName metric={example.series} />
      {example.differing.length > 0 && (
        <div>
          nearest on the other side: <SeriesName metric={example.nearest} />, which differs in{" "}
          {example.differing.map((name) => (
            <span key={name}>
              <b>{name}</b> ({JSON.stringify(example.series[name] ?? "")} / {JSON.stringify(example.nearest[name] ?? "")}){" "}
            </span>
          ))}
        </div>
      )}
    </li>
  );
}

interface SideProps {
  readonly side: Side;
  readonly title: string;
  /** How bad series without a match are. */
  readonly mood: Mood;
}

function SideView({ side, title, mood }: SideProps): JSX.Element | null {
  if (side.unmatchedSeries + side.crowdedGroups === 0) {
    return null;
  }
  return (
    <>
      {side.crowdedGroups > 0 && (
        <>
          <p>
            <Badge mood="bad">{plural(side.crowdedGroups, "group")}</Badge> of the {title} with several series where only one
            may be:
          </p>
          <ul class="match-examples">
            {side.crowded.map(({ group, series }, i) => (
              <li key={i}>
                group <SeriesName metric={group} />:
                <ul>{series.map((each, k) => <li key={k}><SeriesName metric={each} /></li>)}</ul>
              </li>
            ))}
          </ul>
        </>
      )}
      {side.unmatchedSeries > 0 && (
        <>
          <p><Badge mood={mood}>{count(side.unmatchedSeries)} series</Badge> of the {title} without a match, such as:</p>
          <ul class="match-examples">{side.unmatched.map((each, i) => <Example key={i} example={each} />)}</ul>
        </>
      )}
    </>
  );
}

/** How the series of both sides of an operator found each other, and by example those that did not. */
export function MatchingView({ matching }: { readonly matching: Matching }): JSX.Element {
  const mood = picksByMatch(matching) ? "plain" : "warn";
  return (
    <>
      <h2>Matching</h2>
      <p>Groups that match: {count(matching.matchedGroups)}.</p>
      <SideView side={matching.lhs} title="left side" mood={mood} />
      <SideView side={matching.rhs} title="right side" mood={mood} />
    </>
  );
}
