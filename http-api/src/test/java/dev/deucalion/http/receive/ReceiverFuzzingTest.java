package dev.deucalion.http.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Fuzzes the receiver of remote writes, guided by what of it an input reaches, and fails on a
 * crash, on an input that takes longer than a minute, and on one that takes more memory than a
 * small heap has. The fuzzer rewrites classes while they are loaded, so that it gets a process of
 * its own. It goes on for {@code -Dfuzz.seconds}, half a minute unless told otherwise.
 */
@Tag("interop")
class ReceiverFuzzingTest {
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 30);

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(WriteMessage.class)
  void findsNothing(WriteMessage message) throws IOException, InterruptedException {
    Path corpus = Files.createDirectories(directory.resolve("corpus"));
    byte[] good =
        switch (message) {
          case V1 -> WriteBodies.v1(WriteBodies.Series.of("__name__=up,job=a", 1, 2));
          case V2 ->
              new WriteBodiesV2().series("__name__=up,job=a", WriteBodiesV2.sample(1, 2)).bytes();
        };
    byte[] plain = new byte[good.length + 1];
    System.arraycopy(good, 0, plain, 1, good.length);
    Files.write(corpus.resolve("plain"), plain);
    Files.write(corpus.resolve("packed"), WriteBodies.packed(good));
    Path log = directory.resolve("log");
    Process fuzzer =
        new ProcessBuilder(command(message, corpus))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      int exit = fuzzer.waitFor();
      assertThat(exit).as(() -> text(log)).isZero();
      assertThat(text(log)).contains("Done ");
    } finally {
      fuzzer.destroyForcibly();
    }
  }

  private static List<String> command(WriteMessage message, Path corpus) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:+EnableDynamicAgentLoading",
        "--enable-native-access=ALL-UNNAMED",
        "-D" + ReceiverFuzz.MESSAGE + "=" + message.name(),
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + ReceiverFuzz.class.getName(),
        "--instrumentation_includes=dev.deucalion.**",
        "-max_total_time=" + SECONDS,
        "-max_len=4096",
        "-timeout=60",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
        corpus.toString());
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
