package dev.deucalion.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whole classes in pages for users are those of the sample project, which a test builds and runs.
 */
class PageExamplesTest {
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern CLASS = Pattern.compile("(?m)^class (\\w+)");

  private static List<String> javaOf(String page) throws IOException {
    return JAVA.matcher(Files.readString(Project.root().resolve(page)))
        .results()
        .map(match -> match.group(1))
        .filter(block -> CLASS.matcher(block).find())
        .toList();
  }

  private static String sample(String name) throws IOException {
    Path tests = Project.root().resolve("docs/examples/testing/src/test/java");
    for (Path file : Project.filesBelow(tests, name + ".java")) {
      return Files.readString(file).replaceFirst("package .*;\n\n", "");
    }
    return "";
  }

  @Test
  void classesOfPagesAreThoseOfTheSample() throws IOException {
    for (String page : List.of("README.md", "docs/testing.md")) {
      List<String> blocks = javaOf(page);
      assertThat(blocks).as(page).isNotEmpty();
      for (String block : blocks) {
        MatchResult name = CLASS.matcher(block).results().findFirst().orElseThrow();
        assertThat(block).as(page).isEqualTo(sample(name.group(1)));
      }
    }
  }

  @Test
  void theDependencyOfPagesIsThatOfTheSample() throws IOException {
    String pom = Files.readString(Project.root().resolve("docs/examples/testing/pom.xml"));
    for (String page : List.of("README.md", "docs/testing.md")) {
      assertThat(Files.readString(Project.root().resolve(page)))
          .contains("<version>" + ArtifactRepository.VERSION + "</version>");
    }
    assertThat(pom).contains("<version>" + ArtifactRepository.VERSION + "</version>");
    assertThat(Files.readString(Project.root().resolve("pom.xml")))
        .contains("<version>" + ArtifactRepository.VERSION + "</version>");
  }
}
