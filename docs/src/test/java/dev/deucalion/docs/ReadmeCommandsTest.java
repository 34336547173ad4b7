package dev.deucalion.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the README that run Maven, but the one that runs all tests: those for who tests
 * programs of the JVM, the first one in a copy of this project, which it builds, the second one in
 * the project that the README makes; and in the same copy, so that it has little left to compile,
 * the one for who runs a server. What the archives do that it makes is another test's. Takes some
 * minutes.
 */
@Tag("interop")
class ReadmeCommandsTest {
  private static final String FOR_TESTS = "## In a test\n";
  private static final String FOR_OPERATORS = "## Five minutes in the place of Prometheus\n";
  private static final String BUILT = "target";

  /** The words of each command of a section. */
  private static List<List<String>> commands(String heading) throws IOException {
    String readme = Files.readString(Project.root().resolve("README.md"));
    String section = readme.substring(readme.indexOf(heading) + heading.length());
    return section
        .substring(0, section.indexOf("\n## "))
        .replaceAll("(?s)```.*?```", "")
        .lines()
        .filter(line -> line.startsWith("    "))
        .map(line -> Arrays.asList(line.strip().split(" +")))
        .toList();
  }

  /** Whether it is Git's, or what a build made; packages may have the same name. */
  private static boolean isNoSource(Path path) {
    Path inProject = Project.root().relativize(path);
    return inProject.startsWith(".git")
        || inProject.startsWith(BUILT)
        || inProject.getNameCount() == 2 && inProject.endsWith(BUILT);
  }

  private static Path copyOfThisProject(Path into) throws IOException {
    Path root = Project.root();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            if (isNoSource(directory)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(into.resolve(root.relativize(directory).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!isNoSource(file)) {
              Files.copy(file, into.resolve(root.relativize(file).toString()));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return into;
  }

  /** Where the archive with a runtime is made. */
  private static boolean isLinuxOnX64() {
    return "Linux".equals(System.getProperty("os.name"))
        && "amd64".equals(System.getProperty("os.arch"));
  }

  @Test
  void theyInstallTheArtifactsAndRunTheTest(@TempDir Path directory) throws Exception {
    assumeThat(System.getProperty("maven.home")).as("run by Maven").isNotNull();
    StrangersMaven maven =
        StrangersMaven.withoutArtifacts(Files.createDirectory(directory.resolve("maven")));
    List<List<String>> commands = commands(FOR_TESTS);
    assertThat(commands).hasSize(2).allSatisfy(words -> assertThat(words).startsWith("mvn"));
    List<String> install = commands.getFirst();
    Path copy = copyOfThisProject(directory.resolve("deucalion"));
    maven.runIn(copy, install.subList(1, install.size()));
    List<String> archives = commands(FOR_OPERATORS).getFirst();
    assertThat(archives).startsWith("mvn", "package");
    maven.runIn(copy, archives.subList(1, archives.size()));
    assertThat(copy.resolve("dist/target"))
        .isDirectoryContaining("glob:**/deucalion-*-SNAPSHOT.tar.gz");
    if (isLinuxOnX64()) {
      assertThat(copy.resolve("dist/target"))
          .isDirectoryContaining("glob:**/deucalion-*-linux-x64.tar.gz");
    }
    Path project = ReadmeProject.write(directory.resolve("project"));
    List<String> test = commands.getLast();
    maven.runIn(project, test.subList(1, test.size()));
    ReadmeProject.checkTested(project);
  }
}
