package dev.deucalion.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Maven as somebody has it who never built this project: with a local repository of its own that is
 * empty at first, and without the network. Libraries come from the local repository of this build,
 * which stands for Maven Central.
 */
final class StrangersMaven {
  /** Enough for a build of the whole project beside others. */
  private static final long TIMEOUT_SECONDS = 1_200;

  private final Path directory;
  private final Path settings;

  private StrangersMaven(Path directory, String repositories) throws IOException {
    this.directory = directory;
    String central = Path.of(System.getProperty("libraries.repository")).toUri().toString();
    settings = directory.resolve("settings.xml");
    Files.writeString(
        settings,
        """
        <settings>
          <mirrors>
            <mirror>
              <id>central-at-hand</id>
              <mirrorOf>central</mirrorOf>
              <url>%s</url>
            </mirror>
          </mirrors>
          <profiles>
            <profile>
              <id>stranger</id>
              <repositories>
                %s
              </repositories>
            </profile>
          </profiles>
          <activeProfiles>
            <activeProfile>stranger</activeProfile>
          </activeProfiles>
        </settings>
        """
            .formatted(central, repositories));
  }

  /**
   * In a directory that is empty, with a remote repository that has this build's artifacts.
   *
   * @throws IOException when it cannot be written
   */
  static StrangersMaven withArtifacts(Path directory) throws IOException {
    Path artifacts = directory.resolve("artifacts");
    ArtifactRepository.fill(artifacts);
    return new StrangersMaven(
        directory,
        """
        <repository>
          <id>deucalion</id>
          <url>%s</url>
          <snapshots><checksumPolicy>ignore</checksumPolicy></snapshots>
        </repository>
        """
            .formatted(artifacts.toUri()));
  }

  /**
   * In a directory that is empty, knowing nothing of this project.
   *
   * @throws IOException when it cannot be written
   */
  static StrangersMaven withoutArtifacts(Path directory) throws IOException {
    return new StrangersMaven(directory, "");
  }

  /**
   * Copies a project and runs Maven in it.
   *
   * @return the copy, in which Maven was run
   * @throws AssertionError when it fails, with what it said
   */
  Path run(Path project, String... arguments) throws IOException, InterruptedException {
    Path copy = directory.resolve(project.getFileName().toString());
    ArtifactRepository.copy(project, copy);
    runIn(copy, List.of(arguments));
    return copy;
  }

  /**
   * Runs Maven.
   *
   * @throws AssertionError when it fails, with what it said
   */
  void runIn(Path project, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString());
    command.addAll(
        List.of(
            "-B",
            "-ntp",
            "-s",
            settings.toString(),
            "-o",
            "--lax-checksums",
            "-Daether.offline.protocols=file",
            "-Dmaven.repo.local=" + directory.resolve("local")));
    command.addAll(arguments);
    execute(project, command);
  }

  /**
   * Runs a program.
   *
   * @return what it said
   * @throws AssertionError when it fails, with what it said
   */
  String execute(Path where, List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("MAVEN_ARGS");
    builder.environment().remove("MAVEN_OPTS");
    Process process = builder.start();
    boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    String said = Files.readString(output, StandardCharsets.UTF_8);
    if (!ended || process.exitValue() != 0) {
      throw new AssertionError(command + (ended ? " failed:\n" : " does not end:\n") + said);
    }
    return said;
  }
}
