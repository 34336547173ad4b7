import type { JSX } from "preact";

import { PageHead } from "../../part/page-head";

export default function Page(): JSX.Element {
  return <PageHead title="Target health" />;
}
