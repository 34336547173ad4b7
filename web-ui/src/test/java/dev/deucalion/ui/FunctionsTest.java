package dev.deucalion.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the interface computes without a browser: the tests of {@code src/test/ts}, run by Node. */
@Tag("interop")
class FunctionsTest {
  @Test
  void testsPass(@TempDir Path directory) throws IOException, InterruptedException {
    Path sources = Node.module().resolve("src/test/ts");
    List<String> command = new ArrayList<>();
    command.add(Node.npm().resolve("stage/node_modules/@esbuild/linux-x64/bin/esbuild").toString());
    try (Stream<Path> files = Files.walk(sources)) {
      files
          .map(Path::toString)
          .filter(name -> name.endsWith(".test.ts"))
          .sorted()
          .forEach(command::add);
    }
    assertThat(command).hasSizeGreaterThan(3);
    command.addAll(
        List.of(
            "--bundle",
            "--alias:preact=" + Node.npm().resolve("stage/node_modules/preact"),
            "--tsconfig=" + Node.module().resolve("src/main/ts/tsconfig.json"),
            "--platform=node",
            "--format=esm",
            "--out-extension:.js=.mjs",
            "--outdir=" + directory,
            "--log-level=warning"));
    Node.run(directory, command.toArray(String[]::new));
    try (Stream<Path> files = Files.walk(directory)) {
      List<String> tests = files.map(Path::toString).filter(name -> name.endsWith(".mjs")).toList();
      List<String> arguments = new ArrayList<>(List.of("--test"));
      arguments.addAll(tests);
      Node.run(directory, arguments);
    }
  }
}
