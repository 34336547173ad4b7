package dev.deucalion.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds every source against {@link SourceRules}. */
class StyleTest {
  @Test
  void sourcesKeepTheRules() throws IOException {
    List<Path> sources = new ArrayList<>(Project.javaSources());
    sources.addAll(Project.browserSources());
    assertThat(sources).anyMatch(file -> file.toString().endsWith(".java"));
    assertThat(sources).anyMatch(file -> file.toString().endsWith(".tsx"));
    List<String> violations = new ArrayList<>();
    for (Path source : sources) {
      String name = Project.root().relativize(source).toString();
      violations.addAll(SourceRules.violations(name, Files.readString(source)));
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void findsAFileThatIsTooLong() {
    String atLimit = "x\n".repeat(SourceRules.MAX_LINES);
    assertThat(SourceRules.violations("A.java", atLimit)).isEmpty();
    assertThat(SourceRules.violations("A.java", atLimit + "x"))
        .containsExactly("A.java: 601 lines, more than 600");
  }

  @Test
  void findsTabsAndWhatWasLeftOpen() {
    assertThat(SourceRules.violations("A.java", "a\n\tb\n")).containsExactly("A.java:2: a tab");
    for (String word : List.of("TO" + "DO", "FIX" + "ME", "XX" + "X")) {
      assertThat(SourceRules.violations("A.java", "// " + word + ": later"))
          .containsExactly("A.java:1: something left open");
    }
    assertThat(SourceRules.violations("A.java", "// today it works")).isEmpty();
  }
}
