package dev.deucalion.server.remote.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.server.remote.read.Answers.Sample;
import dev.deucalion.server.remote.read.Answers.Series;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final long NO_LIMIT = 1 << 30;
  private static final List<Series> ALL =
      List.of(
          Answers.counting(Labels.of("a", "1"), 300),
          new Series(
              Labels.of("a", "2"),
              List.of(
                  Sample.of(1, 1),
                  new Sample(2, 0, histogram(3)),
                  new Sample(3, 0, histogram(4)),
                  Sample.of(4, Double.NaN))));

  private static Histogram histogram(long count) {
    return new IntHistogram(
        CounterResetHint.UNKNOWN,
        BucketLayout.exponential(2, 0.5, new int[] {1, 1}, new int[0]),
        1,
        count,
        7,
        new long[] {count - 1},
        new long[0]);
  }

  private static SeriesCollector collector(String... leftOut) {
    return new SeriesCollector(Set.of(leftOut), new AnswerMemory());
  }

  private static List<RemoteSeries> streamed(byte[] bytes) throws Exception {
    SeriesCollector into = collector();
    StreamedAnswer.read(Answers.input(bytes), NO_LIMIT, into);
    return into.all(true);
  }

  private static List<RemoteSeries> sampled(byte[] bytes) throws Exception {
    SeriesCollector into = collector();
    SampledAnswer.read(Answers.input(bytes), NO_LIMIT, into);
    return into.all(true);
  }

  private static void assertIsAll(List<RemoteSeries> found) {
    RemoteSeriesSet set = new RemoteSeriesSet(found, 2, 250);
    assertThat(set.size()).isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      assertThat(set.labels(i)).isEqualTo(ALL.get(i).labels());
      List<String> expected =
          ALL.get(i).samples().stream()
              .filter(sample -> sample.timeMs() >= 2 && sample.timeMs() <= 250)
              .map(AnswersTest::text)
              .toList();
      assertThat(Answers.read(set.samples(i, null)).stream().map(AnswersTest::text))
          .containsExactlyElementsOf(expected);
    }
  }

  /** Hints are the reader's own. */
  private static String text(Sample sample) {
    String what =
        sample.histogram() instanceof IntHistogram histogram
            ? histogram.sum() + "/" + histogram.count()
            : Double.toString(sample.value());
    return sample.timeMs() + " " + what;
  }

  @Test
  void chunksAreReadOverFrames() throws Exception {
    assertIsAll(streamed(Answers.streamed(ALL)));
  }

  @Test
  void samplesAreRead() throws Exception {
    assertIsAll(sampled(Answers.sampled(ALL)));
  }

  @Test
  void labelsThatWereAddedAreLeftOut() throws Exception {
    SeriesCollector into = collector("zone");
    byte[] answer =
        Answers.streamed(List.of(Answers.counting(Labels.of("a", "1", "zone", "z"), 1)));
    StreamedAnswer.read(Answers.input(answer), NO_LIMIT, into);
    assertThat(into.all(false).getFirst().labels()).isEqualTo(Labels.of("a", "1"));
  }

  @Test
  void aFrameThatIsTooLongIsRefused() {
    byte[] answer = Answers.streamed(ALL);
    assertThatThrownBy(() -> StreamedAnswer.read(Answers.input(answer), 50, collector()))
        .isInstanceOf(RemoteReadException.class)
        .hasMessageContaining("message size exceeded the limit 50 bytes");
  }

  @Test
  void anAnswerThatIsTooLongIsRefused() {
    byte[] answer = Answers.sampled(ALL);
    assertThatThrownBy(() -> SampledAnswer.read(Answers.input(answer), 1_000, collector()))
        .isInstanceOf(RemoteReadException.class)
        .hasMessage("response body of more than 1000 bytes");
  }

  @Test
  void everyFlippedBitOfAFrameIsSeen() {
    byte[] answer = Answers.streamed(ALL.subList(1, 2));
    for (int at = 0; at < answer.length; at++) {
      byte[] bad = answer.clone();
      bad[at] ^= 1;
      assertThatThrownBy(() -> streamed(bad))
          .as("byte %s", at)
          .isInstanceOf(RemoteReadException.class);
    }
  }

  @Test
  void nothingElseComesOfAnyBytes() throws Exception {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      byte[] answer = random.nextBoolean() ? Answers.streamed(ALL) : Answers.sampled(ALL);
      for (int i = random.nextInt(5); i >= 0; i--) {
        answer[random.nextInt(answer.length)] = (byte) random.nextInt();
      }
      List<RemoteSeries> found = new ArrayList<>();
      try {
        found.addAll(random.nextBoolean() ? streamed(answer) : sampled(answer));
        RemoteSeriesSet set = new RemoteSeriesSet(found, 0, 300);
        for (int i = 0; i < set.size(); i++) {
          Answers.read(set.samples(i, null));
        }
      } catch (RemoteReadException | UncheckedIOException e) {
        assertThat(e.getMessage()).as("seed %s", seed).isNotEmpty();
      }
    }
  }
}
