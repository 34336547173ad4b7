package dev.deucalion.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Programs that check the sources of the interface. */
final class Node {
  private Node() {}

  /** The module's folder. */
  static Path module() {
    return Path.of(System.getProperty("project.root", ".."))
        .resolve("web-ui")
        .toAbsolutePath()
        .normalize();
  }

  /** Where the libraries lie that the build unpacked. */
  static Path npm() {
    return module().resolve(System.getProperty("output.directory", "target")).resolve("npm");
  }

  /**
   * Runs Node, which must end well. Where it is not installed, the test is skipped, or fails under
   * {@code -Dinterop.required}.
   */
  static void run(Path directory, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(installed()));
    command.addAll(arguments);
    run(directory, command.toArray(String[]::new));
  }

  /** Runs a program, which must end well. */
  static void run(Path directory, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static String installed() {
    boolean isInstalled =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(folder -> Path.of(folder, "node").toFile().canExecute());
    if (System.getProperty("interop.required") != null) {
      assertThat(isInstalled).as("node on the path").isTrue();
    }
    Assumptions.assumeTrue(isInstalled, "node is not installed");
    return "node";
  }
}
