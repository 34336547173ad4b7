import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { Header } from "./header";
import { useKeyboard } from "./keyboard";
import { KeyHelp } from "./key-help";
import { followLinks, usePlace } from "./location";
import { PageView } from "./page-view";
import { pageAt } from "./pages";
import { ReplayProgress } from "./replay";
import { TITLE } from "./server";

/** Everything that is on the screen: the header, what the server has to say, and the page. */
export function Shell(): JSX.Element {
  const { page: path } = usePlace();
  const page = pageAt(path);
  useKeyboard();
  useEffect(() => {
    document.title = page === undefined ? TITLE : `${page.title} · ${TITLE}`;
  }, [page]);
  const shown = useRef(path);
  useEffect(() => {
    // A screen reader goes on where the new page begins.
    if (shown.current !== path) {
      shown.current = path;
      document.getElementById("main")?.focus({ preventScroll: true });
    }
  }, [path]);
  useEffect(() => {
    const onClick = (event: MouseEvent): void => followLinks(event, (name) => pageAt(name) !== undefined);
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, []);
  return (
    <>
      <a class="skip-link" href="#main">Skip to content</a>
      <Header current={path} />
      <ReplayProgress />
      <main id="main" tabIndex={-1}>
        {page === undefined ? <NoPage path={path} /> : <PageView key={page.path} page={page} />}
      </main>
      <KeyHelp />
    </>
  );
}

function NoPage({ path }: { readonly path: string }): JSX.Element {
  return (
    <div class="empty">
      <h1>No such page</h1>
      <p>There is nothing at <code>{path}</code>.</p>
    </div>
  );
}
