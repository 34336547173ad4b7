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

  @Test
  void findsNumbersInTheDigitsOfAnyLanguage() {
    String name = "a/src/main/java/A.java";
    for (String format : List.of("%d", "%03d", "%.2f", "%,d", "%-8d")) {
      String call = "\"" + format + "\"";
      assertThat(SourceRules.violations(name, "a\nf(" + call + ", 1)"))
          .containsExactly(
              name + ":2: digits are those of the user's language; take %s or name Locale.ROOT");
      assertThat(SourceRules.violations(name, "f(Locale.ROOT, " + call + ", 1)")).isEmpty();
      assertThat(SourceRules.violations(name, "f(Locale.ROOT,\n" + call + ", 1)")).isEmpty();
    }
    assertThat(SourceRules.violations(name, "/** As {@code %g}. */\nf(\"%s %08x %20\")")).isEmpty();
  }
}
