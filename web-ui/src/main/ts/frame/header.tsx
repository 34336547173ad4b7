import type { JSX } from "preact";

import { Icon } from "../part/icon";
import { Menu } from "../part/menu";
import { NotificationBell } from "./notifications";
import { PAGES, type Page } from "./pages";
import { CONSOLES } from "./server";
import { SettingsMenu } from "./settings-menu";

const MAIN = PAGES.filter((page) => page.menu === "main");
const STATUS = PAGES.filter((page) => page.menu === "status");

function PageLink({ page, current }: { readonly page: Page; readonly current: string }): JSX.Element {
  return (
    <a href={page.path} aria-current={page.path === current ? "page" : undefined} title={`g ${page.key}`}>
      {page.title}
    </a>
  );
}

/** The bar at the top: where one can go, and what is the same on all pages. */
export function Header({ current }: { readonly current: string }): JSX.Element {
  return (
    <header class="bar">
      <a class="brand" href={MAIN[0]?.path} aria-label="Deucalion, first page">
        <Icon name="flame" />
        <span>Deucalion</span>
      </a>
      <nav aria-label="Pages">
        {MAIN.map((page) => <PageLink key={page.path} page={page} current={current} />)}
        <Menu label="Status" marked={STATUS.some((page) => page.path === current)}>
          {STATUS.map((page) => <PageLink key={page.path} page={page} current={current} />)}
        </Menu>
        {CONSOLES !== "" && <a href={CONSOLES}>Consoles</a>}
      </nav>
      <div class="bar-end">
        <NotificationBell />
        <SettingsMenu />
      </div>
    </header>
  );
}
