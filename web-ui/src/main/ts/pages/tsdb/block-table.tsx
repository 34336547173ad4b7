import type { JSX } from "preact";
import { useState } from "preact/hooks";

import type { Block, Blocks } from "../../api/tsdb";
import { useApi } from "../../api/use-api";
import { count } from "../../format/number";
import { duration } from "../../format/time";
import { Loading } from "../../part/loading";
import { Many } from "../../part/many";
import { Section } from "../../part/section";
import { Time } from "../../part/time";

const ROWS = 50;

/** The blocks on disk, newest first. */
export function BlockTable(): JSX.Element {
  const [open, setOpen] = useState(false);
  const blocks = useApi<Blocks>("status/tsdb/blocks");
  return (
    <Section
      open={open} onToggle={setOpen}
      head={<><strong>Blocks on disk</strong> <small>{blocks.answer?.data.blocks.length ?? ""}</small></>}
    >
      <Loading of={blocks} what="blocks">
        {({ blocks: all }) =>
          all.length === 0 ? (
            <p>There are none yet: samples stay in the head for two hours or more.</p>
          ) : (
            <Many items={[...all].sort((a, b) => b.minTime - a.minTime)} step={ROWS} what="blocks">
              {(shown) => <Table blocks={shown} />}
            </Many>
          )}
      </Loading>
    </Section>
  );
}

function Table({ blocks }: { readonly blocks: readonly Block[] }): JSX.Element {
  return (
    <table class="rows" aria-label="Blocks on disk">
      <thead>
        <tr>
          <th scope="col">Block</th>
          <th scope="col">From</th>
          <th scope="col">Length</th>
          <th scope="col" class="number">Level</th>
          <th scope="col" class="number">Series</th>
          <th scope="col" class="number">Samples</th>
        </tr>
      </thead>
      <tbody>
        {blocks.map((block) => (
          <tr key={block.ulid}>
            <th scope="row"><code>{block.ulid}</code></th>
            <td><Time at={block.minTime} /></td>
            <td>{duration(block.maxTime - block.minTime)}</td>
            <td class="number">{block.compaction.level}</td>
            <td class="number">{count(block.stats.numSeries ?? 0)}</td>
            <td class="number">{count(block.stats.numSamples ?? 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
