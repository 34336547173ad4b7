package dev.deucalion.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds projects that depend on {@code deucalion-testing} as a stranger would. Takes some thirty
 * seconds, since each is a build of its own.
 */
class StrangersProjectTest {
  private static final long MAX_BYTES = 5_000_000;

  /** The last of JUnit 5, which the module's pom has at hand. */
  private static final String JUNIT_5 = "5.14.4";

  private static StrangersMaven maven;

  @BeforeAll
  static void prepare(@TempDir Path directory) throws IOException {
    assumeThat(System.getProperty("maven.home")).as("run by Maven").isNotNull();
    maven = StrangersMaven.withArtifacts(directory);
  }

  @Test
  void theSampleProjectIsBuiltAndItsTestsPass() throws Exception {
    Path sample = maven.run(Project.root().resolve("docs/examples/testing"), "test");
    assertThat(Project.filesBelow(sample.resolve("target/surefire-reports"), ".txt"))
        .extracting(report -> report.getFileName().toString())
        .contains(
            "example.orders.OrderMetricsTest.txt",
            "example.orders.OrderAlertsTest.txt",
            "example.orders.DeployedRulesTest.txt",
            "example.orders.RequestMetricsTest.txt",
            "example.orders.DashboardQueriesTest.txt");
  }

  @Test
  void itsTestsPassWithJunit5(@TempDir Path temporary) throws Exception {
    Path copy = temporary.resolve("junit5");
    ArtifactRepository.copy(Project.root().resolve("docs/examples/testing"), copy);
    assertThat(Files.readString(copy.resolve("pom.xml"))).contains("-Djunit.version=" + JUNIT_5);

    maven.runIn(copy, List.of("test", "-Djunit.version=" + JUNIT_5));

    assertThat(Project.filesBelow(copy.resolve("target/surefire-reports"), ".txt"))
        .hasSize(5)
        .allSatisfy(
            report -> assertThat(report).content().contains("Failures: 0, Errors: 0, Skipped: 0"));
  }

  @Test
  void theProjectOfTheReadmeIsBuiltAndItsTestPasses(@TempDir Path temporary) throws Exception {
    Path project = ReadmeProject.write(temporary.resolve("readme"));

    Path built = maven.run(project, "test");

    ReadmeProject.checkTested(built);
  }

  @Test
  void whatItBringsAlongIsSmallAndEnough() throws Exception {
    Path project =
        maven.run(
            Project.root().resolve("docs/src/test/resources/footprint"),
            "compile",
            "dependency:build-classpath",
            "-Dmdep.includeScope=runtime",
            "-Dmdep.outputFile=classpath.txt");
    String classpath = Files.readString(project.resolve("classpath.txt")).strip();
    List<Path> jars = Arrays.stream(classpath.split(File.pathSeparator, -1)).map(Path::of).toList();
    long bytes = 0;
    for (Path jar : jars) {
      bytes += Files.size(jar);
    }
    List<String> names = jars.stream().map(jar -> jar.getFileName().toString()).toList();
    System.out.println("deucalion-testing with what it needs: " + bytes + " bytes, " + names);
    assertThat(bytes).isLessThan(MAX_BYTES);
    assertThat(names)
        .noneMatch(name -> name.matches(".*(netty|yaml|zstd|snappy|lz4|protobuf|junit).*"));

    String uses =
        maven.execute(
            project,
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classpath + File.pathSeparator + project.resolve("target/classes"),
                "footprint.First"));
    System.out.println(uses);
    assertThat(uses).contains("a use ").contains("six hours ");
  }
}
