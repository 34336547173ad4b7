package dev.deucalion.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script that bundles. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class BundleTest {
  @Test
  void theSameSourcesGiveTheSameBytesElsewhere(@TempDir Path directory) throws Exception {
    Path target = module().resolve(System.getProperty("output.directory", "target"));
    Path elsewhere = Files.createDirectories(directory.resolve("a/b/c"));
    Files.createDirectories(elsewhere.resolve("npm"));
    Path jars = target.resolve("npm/jars").toAbsolutePath().normalize();
    Files.createSymbolicLink(elsewhere.resolve("npm/jars"), jars);
    Path output = elsewhere.resolve("output");
    Process process =
        new ProcessBuilder(bundle(), elsewhere.resolve("npm").toString(), output.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    Map<String, ByteBuffer> again = files(output);
    assertThat(again).isNotEmpty();
    assertThat(files(target.resolve("classes/dev/deucalion/ui"))).containsAllEntriesOf(again);
  }

  @Test
  void aPlatformWithoutABundlerHasNoInterfaceAndSaysSo(@TempDir Path directory) throws Exception {
    Path uname =
        Files.writeString(
            directory.resolve("uname"),
            "#!/bin/sh\ncase $1 in -s) echo Plan9 ;; -m) echo mips ;; esac\n");
    assertThat(uname.toFile().setExecutable(true)).isTrue();
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(bundle(), directory.resolve("npm").toString(), output.toString())
            .redirectErrorStream(true);
    builder.environment().merge("PATH", "", (path, _) -> directory + ":" + path);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(said)
        .isEqualTo(
            "[WARNING] web-ui: no bundler for Plan9 on mips is known:"
                + " going on without the user interface\n");
    assertThat(output).doesNotExist();
  }

  private static Path module() {
    return Path.of(System.getProperty("project.root", "..")).resolve("web-ui");
  }

  private static String bundle() {
    return module().resolve("bundle").toString();
  }

  private static Map<String, ByteBuffer> files(Path directory) throws IOException {
    Map<String, ByteBuffer> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(file).toString();
        files.put(name, ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    }
    return files;
  }
}
