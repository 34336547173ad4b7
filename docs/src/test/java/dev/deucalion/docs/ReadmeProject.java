package dev.deucalion.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The project that the README makes for who tests programs of the JVM: with nothing but the
 * dependency and the class that it shows, and what it takes for granted.
 */
final class ReadmeProject {
  /** The class of the README, in the sample project and in this one. */
  private static final String TEST = "src/test/java/example/orders/RequestMetricsTest.java";

  private ReadmeProject() {}

  /** Writes the project into a directory that is not there yet, and gives that. */
  static Path write(Path directory) throws IOException {
    ArtifactRepository.copy(Project.root().resolve("docs/src/test/resources/readme"), directory);
    Matcher dependency =
        Pattern.compile("(?s)<dependency>.*?</dependency>")
            .matcher(Files.readString(Project.root().resolve("README.md")));
    assertThat(dependency.find()).isTrue();
    assertThat(withoutSpace(Files.readString(directory.resolve("pom.xml"))))
        .contains(withoutSpace(dependency.group()));
    Path test = directory.resolve(TEST);
    Files.createDirectories(test.getParent());
    Files.copy(Project.root().resolve("docs/examples/testing").resolve(TEST), test);
    return directory;
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s", "");
  }

  /** Fails unless the test ran there and passed. */
  static void checkTested(Path directory) throws IOException {
    Path report =
        directory.resolve("target/surefire-reports/example.orders.RequestMetricsTest.txt");
    assertThat(Files.readString(report))
        .contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
  }
}
