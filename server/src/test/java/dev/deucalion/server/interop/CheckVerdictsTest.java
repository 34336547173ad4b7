package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.cli.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's promtool and ours take and refuse the same files, by their exit codes. */
@Tag("interop")
class CheckVerdictsTest {
  /** Of later versions than Debian's: names in UTF-8, and functions that came later. */
  private static final Set<String> NEWER =
      Set.of(
          "features.yml",
          "legacy_validation_annotation.bad.yaml",
          "utf-8_annotation.good.yaml",
          "utf-8_lname.good.yaml");

  /** Each takes one file. */
  private static final List<List<String>> CHECKS =
      List.of(
          List.of("check", "rules"),
          List.of("check", "rules", "--lint-fatal"),
          List.of("check", "rules", "--lint=none", "--lint-fatal"),
          List.of("check", "config"),
          List.of("check", "config", "--syntax-only"),
          List.of("check", "config", "--lint-fatal"),
          List.of("check", "config", "--agent"));

  @TempDir private Path dir;

  @Test
  void sameExitCodes() throws IOException {
    Path promtool = Peers.installed("promtool");
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (String directory : List.of("promtool", "rules")) {
      for (Path file : files(directory)) {
        for (List<String> check : CHECKS) {
          List<String> command = new ArrayList<>(check);
          command.add(file.toString());
          ToolRun ours = ToolRun.of(command.toArray(String[]::new));
          command.addFirst(promtool.toString());
          Tool.Result theirs = Tool.run(dir, "", command);
          compared++;
          if (theirs.exitCode() != ours.exitCode()) {
            differences.add(command + "\ntheirs: " + theirs + "\nours: " + ours);
          }
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThan(100);
  }

  private static List<Path> files(String directory) throws IOException {
    Path path = Path.of(System.getProperty("conformance.dir", ""), directory);
    Assumptions.assumeTrue(Files.isDirectory(path), "no shared cases");
    try (Stream<Path> paths = Files.list(path)) {
      return paths
          .filter(file -> file.toString().matches(".*\\.ya?ml"))
          .filter(file -> !NEWER.contains(String.valueOf(file.getFileName())))
          .sorted()
          .toList();
    }
  }
}
