package dev.deucalion.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the pages of the documentation against the project. */
class PagesTest {
  @Test
  void linksLeadSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : Project.pages()) {
      broken.addAll(Pages.brokenLinks(page, Files.readString(page)));
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void architectureNamesTypesThatExist() throws IOException {
    Set<String> known = new TreeSet<>();
    for (Path source : Project.javaSources()) {
      known.add(source.getFileName().toString().replace(".java", ""));
    }
    String text = Files.readString(Project.root().resolve("docs/ARCHITECTURE.md"));
    // These two are the platform's.
    known.addAll(Set.of("String", "Arrays"));
    assertThat(Pages.unknownTypes(text, known)).isEmpty();
  }

  @Test
  void sourcesNamePagesThatExist() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path source : Project.javaSources()) {
      for (String page : Pages.pagesNamed(Files.readString(source))) {
        if (Files.notExists(Project.root().resolve(page))) {
          missing.add(Project.root().relativize(source) + ": " + page);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void decisionsAreListedAndNumberedInOrder() throws IOException {
    Path decisions = Project.root().resolve("docs/decisions");
    String list = Files.readString(decisions.resolve("README.md"));
    int number = 0;
    for (Path page : Project.filesBelow(decisions, ".md")) {
      String name = page.getFileName().toString();
      if (!name.equals("README.md")) {
        number++;
        assertThat(name).startsWith("%04d-".formatted(number));
        assertThat(list).contains("(" + name + ")");
        assertThat(Files.readString(page))
            .startsWith("# %04d ".formatted(number))
            .contains("**Question.**", "**Choice.**", "**Reason.**", "**Rejected.**");
      }
    }
    assertThat(number).isPositive();
  }

  @Test
  void readmeCommandsAreThoseOfTheBuild() throws IOException {
    String readme = Files.readString(Project.root().resolve("README.md"));
    assertThat(readme).contains("\n    mvn verify\n").contains("\n    ./deucalion\n");
    assertThat(Files.readString(Project.root().resolve(".ci/run"))).contains("verify");
    for (String script : List.of("deucalion", "bin/prometheus", ".ci/run", "tools/format")) {
      assertThat(Project.root().resolve(script)).isExecutable();
    }
  }

  @Test
  void findsPlantedMistakes() {
    Path page = Project.root().resolve("README.md");
    assertThat(
            Pages.brokenLinks(page, "[a](LICENSE) [b](do" + "cs/missing.md) [c](https://x.org/y)"))
        .containsExactly("README.md: do" + "cs/missing.md");
    assertThat(Pages.pagesNamed("as {@code do" + "cs/some/page.md} says"))
        .containsExactly("do" + "cs/some/page.md");
    assertThat(Pages.unknownTypes("`Querier.select` `Missing` `mvn`", Set.of("Querier")))
        .containsExactly("Missing");
  }
}
