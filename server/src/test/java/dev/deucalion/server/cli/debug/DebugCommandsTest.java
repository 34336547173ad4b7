package dev.deucalion.server.cli.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.cli.FakeServer;
import dev.deucalion.server.cli.line.CommandParser;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.tool.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebugCommandsTest {
  @TempDir private Path dir;

  @Test
  void metricsAreArchived() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            () -> 0,
            System::nanoTime,
            Map.of());
    CommandSpec program = CommandSpec.group("p", "P.", List.of(), DebugCommands.spec(console, dir));
    try (FakeServer server = new FakeServer()) {
      server.answer("/metrics", 200, "up 1\n");
      assertThat(CommandParser.parse(program, List.of("debug", "metrics", server.url())).run())
          .isZero();
      assertThat(out.toString(StandardCharsets.UTF_8))
          .isEqualTo(
              "collecting: "
                  + server.url()
                  + "/metrics\nCompiling debug information complete, all files written in"
                  + " \"debug.tar.gz\".\n");
    }
    byte[] archive;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(dir.resolve("debug.tar.gz")))) {
      archive = in.readAllBytes();
    }
    assertThat(archive).hasSize(4 * 512);
    String text = new String(archive, StandardCharsets.US_ASCII);
    assertThat(text).startsWith("metrics.txt\0");
    assertThat(text.substring(124, 136)).isEqualTo("00000000005\0");
    assertThat(text.substring(257, 265)).isEqualTo("ustar\00000");
    assertThat(text.substring(512, 517)).isEqualTo("up 1\n");
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += i >= 148 && i < 156 ? ' ' : archive[i];
    }
    assertThat(Integer.parseInt(text.substring(148, 155), 8)).isEqualTo(sum);
  }
}
