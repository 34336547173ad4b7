package dev.deucalion.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bytes and the JSON that pages of formats show stand in tests that replay them. */
class WorkedExamplesTest {
  private static final Pattern BLOCK = Pattern.compile("(?m)^```\\n([^`]*)^```$");
  private static final Pattern BYTES = Pattern.compile("[0-9a-f\\s]{16,}");
  private static final Pattern REPLAYS = Pattern.compile("`([A-Z]\\w+Test)` (replays|does so)");
  private static final int LEAST_EXAMPLES = 14;

  /** Leaves out what parts the pieces of a string in a source. */
  private static String squeezed(String text) {
    return text.replaceAll("[\\s\"+]", "").replace(".replace(,)", "");
  }

  private static List<String> examples(String page) {
    return BLOCK
        .matcher(page)
        .results()
        .map(block -> withoutRemarks(block.group(1)))
        .filter(block -> BYTES.matcher(block).matches() || block.startsWith("{"))
        .toList();
  }

  /** Leaves out what stands behind the bytes of a line. */
  private static String withoutRemarks(String block) {
    return block.startsWith("{") ? block : block.replaceAll("(?m)(\\S) {3,}.*$", "$1");
  }

  @Test
  void standInTests() throws IOException {
    Path root = Project.root();
    List<Path> tests = Project.filesBelow(root.resolve("tsdb/src/test/java"), "Test.java");
    StringBuilder sources = new StringBuilder();
    for (Path test : tests) {
      sources.append(squeezed(Files.readString(test))).append('\n');
    }
    List<String> missing = new ArrayList<>();
    int found = 0;
    for (Path page : Project.filesBelow(root.resolve("docs/formats"), ".md")) {
      for (String example : examples(Files.readString(page))) {
        found++;
        if (sources.indexOf(squeezed(example)) < 0) {
          missing.add(page.getFileName() + ": " + example);
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(found).isGreaterThan(LEAST_EXAMPLES);
  }

  @Test
  void areReplayedByTestsThatExist() throws IOException {
    Path root = Project.root();
    List<String> names = new ArrayList<>();
    for (String module : List.of("tsdb", "server")) {
      Project.filesBelow(root.resolve(module + "/src/test/java"), "Test.java")
          .forEach(test -> names.add(test.getFileName().toString().replace(".java", "")));
    }
    for (Path page : Project.filesBelow(root.resolve("docs/formats"), ".md")) {
      String text = Files.readString(page);
      List<String> named =
          REPLAYS.matcher(text).results().map((MatchResult result) -> result.group(1)).toList();
      assertThat(names).as("%s", page.getFileName()).containsAll(named);
      if (text.contains("## Worked example")) {
        assertThat(named).as("%s", page.getFileName()).isNotEmpty();
      }
    }
  }

  @Test
  void findsExamples() {
    String page =
        "a\n```\n00 0102    two\n0304 0506 07\n```\nb\n```\nrecord := 1\n```\n```\n{\n}\n```\n";
    assertThat(examples(page)).containsExactly("00 0102\n0304 0506 07\n", "{\n}\n");
    assertThat(squeezed("\"00\"\n + \"01 02\".replace(\" \", \"\")")).isEqualTo("000102");
  }
}
