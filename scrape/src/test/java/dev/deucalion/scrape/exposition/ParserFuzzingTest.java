package dev.deucalion.scrape.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Fuzzes each parser, guided by what of it an input reaches, and fails on a crash, on an input that
 * takes longer than a minute, and on one that takes more memory than a small heap has. The fuzzer
 * rewrites classes while they are loaded, so that it gets a process of its own.
 *
 * <p>It goes on for {@code -Dfuzz.seconds}, half a minute unless told otherwise.
 */
@Tag("interop")
class ParserFuzzingTest {
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 30);
  private static final int SHOWN_LINES = 60;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(ExpositionFormat.class)
  void findsNothing(ExpositionFormat format) throws IOException, InterruptedException {
    Path corpus = Files.createDirectories(directory.resolve("corpus"));
    int seed = 0;
    for (byte[] input : FuzzCorpus.inputs(format)) {
      Files.write(corpus.resolve("seed" + seed++), input);
    }
    Path log = directory.resolve("log");
    Process fuzzer =
        new ProcessBuilder(command(format, corpus))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      int exit = fuzzer.waitFor();
      assertThat(exit).as(() -> end(log)).isZero();
      assertThat(end(log)).contains("Done ");
    } finally {
      fuzzer.destroyForcibly();
    }
  }

  private static List<String> command(ExpositionFormat format, Path corpus) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:+EnableDynamicAgentLoading",
        "--enable-native-access=ALL-UNNAMED",
        "-D" + ParserFuzz.FORMAT + "=" + format,
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + ParserFuzz.class.getName(),
        "--instrumentation_includes=dev.deucalion.**",
        "-max_total_time=" + SECONDS,
        "-max_len=4096",
        "-timeout=60",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
        corpus.toString());
  }

  private static String end(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> all = lines.toList();
      return all.subList(Math.max(0, all.size() - SHOWN_LINES), all.size()).stream()
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }
}
