package dev.deucalion.scrape.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever the bytes, a body ends or fails with an {@link ExpositionException}; the scanner of
 * usual lines and the lexers agree on every entry and every message; nothing behind the length is
 * read.
 */
class DamagedBodiesTest {
  private static final int MUTATIONS = 5_000;
  private static final byte[] INTERESTING =
      "\n\r\t \0\"\\{}=,#.:_-+09aeE\u00ff\u0080".getBytes(StandardCharsets.ISO_8859_1);

  /** What lines are made of, in pieces that often fit together. */
  private static final List<String> FRAGMENTS =
      List.of(
          "a",
          "{",
          "}",
          "\"",
          "\\",
          " ",
          "\n",
          ",",
          "=",
          " 5",
          "a 5\n",
          "a{",
          "{\"m.n\",",
          "b=\"c\"",
          "b=\"c",
          "d=\"\"",
          "=\"",
          "\"} ",
          "} 1\n",
          "\"} 1 2\n",
          " # {",
          "# {x=\"y\"} 7\n");

  private static final byte[] BEHIND = "9\"} 1 1\n# EOF\n".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @EnumSource(value = ExpositionFormat.class, names = "PROTOBUF", mode = EnumSource.Mode.EXCLUDE)
  void cutAtEveryByte(ExpositionFormat format) {
    byte[] body = Bodies.all(format);
    for (int cut = 0; cut <= body.length; cut++) {
      check(format, body, 0, cut, "cut at " + cut);
    }
  }

  @ParameterizedTest
  @EnumSource(value = ExpositionFormat.class, names = "PROTOBUF", mode = EnumSource.Mode.EXCLUDE)
  void conformanceFilesCutAtEveryByte(ExpositionFormat format) throws IOException {
    for (Path file : Bodies.conformanceFiles(format)) {
      byte[] body = Files.readAllBytes(file);
      int lineStart = 0;
      for (int cut = 1; cut <= body.length; cut++) {
        check(format, body, lineStart, cut, file + " cut at " + cut);
        if (body[cut - 1] == '\n') {
          lineStart = cut;
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = ExpositionFormat.class, names = "PROTOBUF", mode = EnumSource.Mode.EXCLUDE)
  void mutated(ExpositionFormat format) {
    byte[] original = Bodies.all(format);
    for (long seed = 0; seed < MUTATIONS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] body = original.clone();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        body[random.nextInt(body.length)] =
            random.nextBoolean()
                ? INTERESTING[random.nextInt(INTERESTING.length)]
                : (byte) random.nextInt();
      }
      check(format, body, 0, body.length, "seed " + seed);
    }
  }

  @ParameterizedTest
  @EnumSource(value = ExpositionFormat.class, names = "PROTOBUF", mode = EnumSource.Mode.EXCLUDE)
  void noise(ExpositionFormat format) {
    for (long seed = 0; seed < MUTATIONS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] body = new byte[random.nextInt(40)];
      for (int i = 0; i < body.length; i++) {
        body[i] = INTERESTING[random.nextInt(INTERESTING.length)];
      }
      check(format, body, 0, body.length, "seed " + seed);
    }
  }

  @ParameterizedTest
  @EnumSource(value = ExpositionFormat.class, names = "PROTOBUF", mode = EnumSource.Mode.EXCLUDE)
  void fragments(ExpositionFormat format) {
    for (long seed = 0; seed < 4 * MUTATIONS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      StringBuilder body = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        body.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
      }
      byte[] bytes = body.append("\n# EOF\n").toString().getBytes(StandardCharsets.UTF_8);
      check(format, bytes, 0, bytes.length, "seed " + seed);
    }
  }

  private static void check(
      ExpositionFormat format, byte[] bytes, int from, int to, String description) {
    byte[] body = Arrays.copyOfRange(bytes, from, to);
    List<String> entries = outcome(() -> ParsedEntry.parse(format, body));
    assertEqual(outcome(() -> ParsedEntry.parseByTokens(format, body)), entries, description);
    byte[] longer = Arrays.copyOf(body, body.length + BEHIND.length);
    System.arraycopy(BEHIND, 0, longer, body.length, BEHIND.length);
    List<String> padded = outcome(() -> ParsedEntry.parse(format, longer, body.length));
    assertEqual(padded, entries, description);
  }

  private static void assertEqual(List<String> actual, List<String> expected, String description) {
    if (!actual.equals(expected)) {
      assertThat(actual).as(description).isEqualTo(expected);
    }
  }

  private interface Parse {
    List<String> run() throws ExpositionException;
  }

  private static List<String> outcome(Parse parse) {
    try {
      return parse.run();
    } catch (ExpositionException e) {
      return List.of("failed", e.getMessage(), "line " + e.line());
    }
  }
}
