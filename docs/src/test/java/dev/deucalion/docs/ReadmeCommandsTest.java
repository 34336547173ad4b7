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
 * The commands of the README for who tests programs of the JVM: the first one in a copy of this
 * project, which it builds, the second one in the project that the README makes. Takes some
 * minutes.
 */
@Tag("interop")
class ReadmeCommandsTest {
  private static final String HEADING = "## In a test\n";
  private static final String BUILT = "target";

  /** The commands of the section, without the name of the program. */
  private static List<List<String>> commands() throws IOException {
    String readme = Files.readString(Project.root().resolve("README.md"));
    String section = readme.substring(readme.indexOf(HEADING) + HEADING.length());
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

  @Test
  void theyInstallTheArtifactsAndRunTheTest(@TempDir Path directory) throws Exception {
    assumeThat(System.getProperty("maven.home")).as("run by Maven").isNotNull();
    StrangersMaven maven =
        StrangersMaven.withoutArtifacts(Files.createDirectory(directory.resolve("maven")));
    List<List<String>> commands = commands();
    assertThat(commands).hasSize(2).allSatisfy(words -> assertThat(words).startsWith("mvn"));
    List<String> install = commands.getFirst();
    maven.runIn(
        copyOfThisProject(directory.resolve("deucalion")), install.subList(1, install.size()));
    Path project = ReadmeProject.write(directory.resolve("project"));
    List<String> test = commands.getLast();
    maven.runIn(project, test.subList(1, test.size()));
    ReadmeProject.checkTested(project);
  }
}
