package dev.deucalion.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One server and one browser for the tests of a class, and a tab for each, which has no faults. */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PagesInBrowser {
  /**
   * A graph whose line runs through the whole minute, also of a server that was just started; for
   * pages of queries.
   */
  static final String LINE_OF_A_MINUTE =
      "g0.expr=label_replace(vector(1),%22job%22,%22itself%22,%22%22,%22%22)"
          + "&g0.tab=graph&g0.range_input=1m";

  UiServer server;
  Browser browser;
  Tab tab;

  @BeforeAll
  final void startAll(@TempDir Path directory) throws IOException {
    browser = new Browser(directory);
    server = start(directory);
  }

  /** The server, scraped. */
  UiServer start(Path directory) throws IOException {
    return UiServer.start(directory);
  }

  @AfterAll
  final void stop() {
    browser.close();
    server.close();
  }

  @BeforeEach
  final void openTab() {
    tab = browser.tab(server.base());
  }

  @AfterEach
  final void closeTab() {
    assertThat(tab.faults()).filteredOn(fault -> !isProvoked(fault)).isEmpty();
    tab.close();
  }

  /** Whether tests bring a fault about, such as an answer that refuses, which the browser notes. */
  boolean isProvoked(String fault) {
    return false;
  }
}
