package dev.deucalion.scrape.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes, a body of protobuf ends or fails with an {@link ExpositionException}, and
 * nothing behind the length is read.
 */
class DamagedProtobufTest {
  private static final int MUTATIONS = 20_000;
  private static final byte[] BODY = ProtobufBody.all();

  @Test
  void cutAtEveryByte() {
    for (int cut = 0; cut <= BODY.length; cut++) {
      check(Arrays.copyOf(BODY, cut), "cut at " + cut, EnumSet.allOf(ParserOption.class));
    }
  }

  @Test
  void mutated() {
    for (long seed = 0; seed < MUTATIONS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] body = BODY.clone();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt();
      }
      Set<ParserOption> options = EnumSet.noneOf(ParserOption.class);
      for (ParserOption option : ParserOption.values()) {
        if (random.nextBoolean()) {
          options.add(option);
        }
      }
      check(body, "seed " + seed, options);
    }
  }

  private static void check(byte[] body, String description, Set<ParserOption> options) {
    byte[] longer = Arrays.copyOf(body, body.length + 64);
    Arrays.fill(longer, body.length, longer.length, (byte) 1);
    List<String> entries = outcome(body, body.length, options);
    List<String> padded = outcome(longer, body.length, options);
    if (!padded.equals(entries)) {
      assertThat(padded).as(description).isEqualTo(entries);
    }
  }

  private static List<String> outcome(byte[] body, int length, Set<ParserOption> options) {
    try {
      return ParsedEntry.parse(ExpositionFormat.PROTOBUF.newParser(options), body, length);
    } catch (ExpositionException e) {
      return List.of("failed", String.valueOf(e.getMessage()));
    }
  }
}
