package dev.deucalion.server.browser;

import dev.deucalion.server.interop.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What axe-core finds wrong with a page for people who see, hear or move differently.
 *
 * @see <a href="https://github.com/dequelabs/axe-core/blob/develop/doc/API.md">axe-core</a>
 */
final class Accessibility {
  private static final String RUN =
      "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map("
          + "v => v.impact + ' ' + v.id + ': '"
          + " + v.nodes.map(n => n.html + ' ' + n.failureSummary).join(' | ')))";

  private final String axe;

  Accessibility() throws IOException {
    axe =
        Files.readString(
            Path.of(System.getProperty("project.root", ".."))
                .resolve("web-ui")
                .resolve(System.getProperty("output.directory", "target"))
                .resolve("npm/tools/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js"));
  }

  /** Every finding about what the tab shows, with its impact first. */
  List<String> findings(Tab tab) {
    tab.evaluate(axe + "; 0");
    return Json.list(tab.evaluate(RUN)).stream().map(Object::toString).toList();
  }
}
