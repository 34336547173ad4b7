package dev.deucalion.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
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
    Path module = Path.of(System.getProperty("project.root", "..")).resolve("web-ui");
    Path target = module.resolve(System.getProperty("output.directory", "target"));
    Path elsewhere = Files.createDirectories(directory.resolve("a/b/c"));
    Files.createDirectories(elsewhere.resolve("npm"));
    Path jars = target.resolve("npm/jars").toAbsolutePath().normalize();
    Files.createSymbolicLink(elsewhere.resolve("npm/jars"), jars);
    Path output = elsewhere.resolve("output");
    Process process =
        new ProcessBuilder(
                module.resolve("bundle").toString(),
                elsewhere.resolve("npm").toString(),
                output.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    Map<String, ByteBuffer> again = files(output);
    assertThat(again).isNotEmpty();
    assertThat(files(target.resolve("classes/dev/deucalion/ui"))).containsAllEntriesOf(again);
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
