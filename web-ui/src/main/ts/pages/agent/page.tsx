import type { JSX } from "preact";

import { PageHead } from "../../part/page-head";

/** What an agent is, and what it therefore has no pages for. */
export default function AgentPage(): JSX.Element {
  return (
    <>
      <PageHead title="Agent" />
      <p>
        This server runs as an agent: it discovers and scrapes targets and sends what they give to remote ends.
        It keeps samples only until they are sent, so there are no queries, rules or alerts here.
      </p>
      <ul>
        <li><a href="targets">Target health</a>: what is scraped, and why it is not</li>
        <li><a href="service-discovery">Service discovery</a>: where targets come from</li>
        <li><a href="config">Configuration</a>: what is in force</li>
        <li><a href="metrics">Metrics</a> of this server, with those of the sending queues</li>
      </ul>
    </>
  );
}
