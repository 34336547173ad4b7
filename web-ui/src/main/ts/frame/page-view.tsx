import type { ComponentType, JSX } from "preact";
import { Component } from "preact";
import { useEffect, useState } from "preact/hooks";

import { Message } from "../part/message";
import { Spinner } from "../part/spinner";
import type { Page } from "./pages";

/** Loads the code of a page and shows it; what fails while it is drawn is shown instead of it. */
export function PageView({ page }: { readonly page: Page }): JSX.Element {
  const [View, setView] = useState<ComponentType | null>(null);
  const [failed, setFailed] = useState("");
  useEffect(() => {
    let gone = false;
    page.load().then(
      (module) => {
        if (!gone) {
          setView(() => module.default);
        }
      },
      (cause: unknown) => setFailed(String(cause)),
    );
    return () => {
      gone = true;
    };
  }, [page]);
  if (failed !== "") {
    return <NotLoaded cause={failed} />;
  }
  return View === null ? <Spinner label={`Loading ${page.title}`} /> : <Guard><View /></Guard>;
}

/** A tab that is older than the server asks for code that is not there any more. */
function NotLoaded({ cause }: { readonly cause: string }): JSX.Element {
  return (
    <Message kind="error" title="The page could not be loaded">
      <p>The server cannot be reached, or it is another version now than when this tab was opened.</p>
      <p><button type="button" onClick={() => window.location.reload()}>Reload</button></p>
      <small>{cause}</small>
    </Message>
  );
}

class Guard extends Component<{ readonly children: JSX.Element }, { readonly failure: string }> {
  override state = { failure: "" };

  static override getDerivedStateFromError(error: unknown): { failure: string } {
    return { failure: String(error) };
  }

  override render(): JSX.Element {
    return this.state.failure === "" ? (
      this.props.children
    ) : (
      <Message kind="error" title="The page cannot be shown">{this.state.failure}</Message>
    );
  }
}
