package dev.deucalion.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the tests of what pages compute, which are in TypeScript too, by Node. */
@Tag("interop")
class FunctionsOfPagesTest {
  @Test
  void allHold(@TempDir Path directory) throws IOException, InterruptedException {
    Path module =
        Path.of(System.getProperty("project.root", ".."))
            .resolve("web-ui")
            .toAbsolutePath()
            .normalize();
    Path target = module.resolve(System.getProperty("output.directory", "target"));
    Path libraries = target.resolve("npm/stage/node_modules");
    Path bundle = directory.resolve("tests.mjs");
    run(
        directory,
        List.of(
            libraries.resolve("@esbuild/linux-x64/bin/esbuild").toString(),
            module.resolve("src/test/ts/all.test.ts").toString(),
            "--bundle",
            "--platform=node",
            "--format=esm",
            "--target=es2022",
            "--tsconfig=" + module.resolve("src/main/ts/tsconfig.json"),
            "--alias:preact=" + libraries.resolve("preact"),
            "--log-level=warning",
            "--outfile=" + bundle));
    run(directory, List.of("node", "--test", bundle.toString()));
  }

  private static void run(Path directory, List<String> command)
      throws IOException, InterruptedException {
    File output = Files.createTempFile(directory, "output", ".txt").toFile();
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    int status = process.waitFor();
    assertThat(status).as(Files.readString(output.toPath())).isZero();
  }
}
