package dev.deucalion.http.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.FakeIntake;
import dev.deucalion.http.receive.WriteBodies.Series;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.SeriesHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** Random messages of both versions arrive as they are, and what is no message does no harm. */
class RandomWritesTest {
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final int MESSAGES = 300;
  private static final int BROKEN = 3_000;

  private final FakeIntake intake = new FakeIntake();
  private final WriteWorker worker =
      new WriteWorker(
          intake,
          new SeriesRefs(),
          new WriteWorker.Hashes(new SeriesHash(new Random(1)), new SeriesHash(new Random(2))),
          new RemoteWriteOptions(
              List.of(WriteMessage.V1, WriteMessage.V2), EnumSet.noneOf(WriteExtra.class), 1),
          new ReceiveCounters());

  private WriteOutcome write(WriteMessage kind, byte[] message) throws IOException {
    byte[] body = Snappy.compress(message);
    assertThat(worker.unpack(body, message.length)).isTrue();
    return worker.write(kind, message.length, NOW_MS);
  }

  private static String name(Random random) {
    return "n" + random.nextInt(5);
  }

  private static String value(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "ä€𝄞";
      case 1 -> "x".repeat(random.nextInt(300));
      default -> Integer.toString(random.nextInt(10));
    };
  }

  /** Random series with their labels in order, none of them empty. */
  private static List<Series> series(Random random, List<String> expected) {
    List<Series> all = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      TreeMap<String, String> labels = new TreeMap<>();
      labels.put("__name__", "m" + random.nextInt(3));
      for (int n = random.nextInt(4); n > 0; n--) {
        String value = value(random);
        if (!value.isEmpty()) {
          labels.put(name(random), value);
        }
      }
      List<String> pairs = new ArrayList<>();
      labels.forEach((name, value) -> {
        pairs.add(name);
        pairs.add(value);
      });
      Series one = new Series(pairs, List.of());
      for (int n = random.nextInt(4); n >= 0; n--) {
        long timeMs = NOW_MS - random.nextInt(1_000_000);
        double value = Double.longBitsToDouble(random.nextLong());
        one = one.and(timeMs, value);
        expected.add(Labels.of(labels) + " " + value + "@" + timeMs);
      }
      all.add(one);
    }
    return all;
  }

  private static byte[] bytes(WriteMessage kind, List<Series> series) {
    return switch (kind) {
      case V1 -> WriteBodies.v1(series.toArray(Series[]::new));
      case V2 -> {
        WriteBodiesV2 body = new WriteBodiesV2();
        for (Series one : series) {
          List<Integer> refs = one.labels().stream().map(body::symbol).toList();
          body.series(
              refs,
              out ->
                  one.samples()
                      .forEach(sample ->
                          WriteBodiesV2.sample(sample.timeMs(), sample.value()).accept(out)));
        }
        yield body.bytes();
      }
    };
  }

  @Test
  void whatIsSentIsWhatIsWritten() throws IOException {
    for (WriteMessage kind : List.of(WriteMessage.V1, WriteMessage.V2)) {
      for (long seed = 0; seed < MESSAGES; seed++) {
        Random random = new Random(seed);
        List<String> expected = new ArrayList<>();
        byte[] message = bytes(kind, series(random, expected));
        intake.committed.clear();
        if (random.nextInt(10) == 0) {
          intake.dropSeries();
        }
        WriteOutcome outcome = write(kind, message);
        assertThat(outcome.refusal()).as("%s, seed %s", kind, seed).isNull();
        assertThat(intake.committed).as("%s, seed %s", kind, seed).isEqualTo(expected);
      }
    }
  }

  @Test
  void brokenMessagesAreRefusedOrTaken() throws IOException {
    for (long seed = 0; seed < BROKEN; seed++) {
      Random random = new Random(seed);
      WriteMessage kind = random.nextBoolean() ? WriteMessage.V1 : WriteMessage.V2;
      byte[] message = bytes(kind, series(random, new ArrayList<>()));
      for (int i = random.nextInt(4); i >= 0; i--) {
        message[random.nextInt(message.length)] = (byte) random.nextInt();
      }
      int before = intake.committed.size();
      WriteOutcome outcome = write(kind, message);
      assertThat(intake.open).as("seed %s", seed).hasValue(0);
      if (kind == WriteMessage.V1 && outcome.refusal() != null) {
        assertThat(intake.committed).as("seed %s", seed).hasSize(before);
      }
    }
  }
}
