package dev.deucalion.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.BucketSpans;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.tsdb.chunk.HistogramEncoder.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Holds chunks against those that Prometheus made of the same samples. */
class GoldenHistogramChunksTest {
  private record Sample(long timeMs, Histogram histogram) {}

  private record Chunk(ChunkEncoding encoding, String hex, List<Sample> samples) {}

  @Test
  void chunksAreThoseOfPrometheus() throws IOException {
    List<Chunk> chunks = golden();
    assertThat(chunks).hasSize(6);
    for (Chunk chunk : chunks) {
      HistogramEncoder encoder = HistogramEncoder.of(chunk.samples().getFirst().histogram());
      int recoded = 0;
      for (Sample sample : chunk.samples()) {
        Outcome outcome = encoder.append(sample.timeMs(), sample.histogram());
        assertThat(outcome).isNotEqualTo(Outcome.NEW_CHUNK);
        recoded += outcome == Outcome.RECODED ? 1 : 0;
      }
      assertThat(recoded).isPositive();
      assertThat(encoder.encoding()).isEqualTo(chunk.encoding());
      assertThat(HexFormat.of().formatHex(encoder.bytes(), 0, encoder.length()))
          .isEqualTo(chunk.hex());
    }
  }

  @Test
  void chunksOfPrometheusAreRead() throws IOException {
    for (Chunk chunk : golden()) {
      byte[] bytes = HexFormat.of().parseHex(chunk.hex());
      int length = bytes.length;
      byte[] padded = Arrays.copyOf(bytes, length + XorDecoder.PADDING_BYTES);
      ChunkReader reader = new ChunkReader();
      int count = HistogramHeader.samples(chunk.encoding(), padded, 0);
      reader.reset(chunk.encoding(), padded, 0, length, count);
      long[] timesMs = new long[count];
      Histogram[] histograms = new Histogram[count];
      assertThat(reader.nextHistograms(timesMs, histograms)).isEqualTo(chunk.samples().size());
      BucketLayout all = histograms[0].layout();
      for (int i = 0; i < count; i++) {
        Histogram sent = chunk.samples().get(i).histogram();
        assertThat(timesMs[i]).isEqualTo(chunk.samples().get(i).timeMs());
        assertThat(histograms[i])
            .isEqualTo(sent.withBuckets(all).withResetHint(histograms[i].resetHint()));
      }
    }
  }

  private static List<Chunk> golden() throws IOException {
    String text;
    try (InputStream in =
        GoldenHistogramChunksTest.class.getResourceAsStream("/chunks/histograms.txt")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<Chunk> chunks = new ArrayList<>();
    for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
      if (line.startsWith("chunk ")) {
        String[] fields = line.split(" ", -1);
        ChunkEncoding encoding =
            Objects.requireNonNull(ChunkEncoding.ofCode(Integer.parseInt(fields[1])));
        chunks.add(new Chunk(encoding, fields[2], new ArrayList<>()));
      } else {
        Chunk chunk = chunks.getLast();
        boolean floats = chunk.encoding() == ChunkEncoding.FLOAT_HISTOGRAM;
        chunk.samples().add(sample(line, floats));
      }
    }
    return chunks;
  }

  private static Sample sample(String line, boolean floats) {
    String[] parts = line.split(" \\| ", -1);
    String[] fields = parts[0].split(" ", -1);
    double[] positive = counts(parts[1]);
    double[] negative = counts(parts[2]);
    CounterResetHint hint =
        fields[1].equals("3") ? CounterResetHint.GAUGE : CounterResetHint.UNKNOWN;
    BucketLayout layout =
        BucketLayout.exponential(
            Integer.parseInt(fields[2]),
            Double.parseDouble(fields[3]),
            spans(parts[1]),
            spans(parts[2]));
    double zeroCount = Double.parseDouble(fields[4]);
    double count = zeroCount + Arrays.stream(positive).sum() + Arrays.stream(negative).sum();
    double sum = Double.parseDouble(fields[5]);
    Histogram histogram =
        floats
            ? new FloatHistogram(hint, layout, zeroCount, count, sum, positive, negative)
            : new IntHistogram(
                hint, layout, (long) zeroCount, (long) count, sum, ints(positive), ints(negative));
    return new Sample(Long.parseLong(fields[0]), histogram);
  }

  private static long[] ints(double[] counts) {
    return Arrays.stream(counts).mapToLong(c -> (long) c).toArray();
  }

  private static int[] spans(String buckets) {
    return BucketSpans.of(
        split(buckets).stream().mapToInt(b -> Integer.parseInt(b.split(":", -1)[0])).toArray());
  }

  private static double[] counts(String buckets) {
    return split(buckets).stream()
        .mapToDouble(b -> Double.parseDouble(b.split(":", -1)[1]))
        .toArray();
  }

  private static List<String> split(String buckets) {
    return buckets.equals("-") ? List.of() : List.of(buckets.split(" ", -1));
  }
}
