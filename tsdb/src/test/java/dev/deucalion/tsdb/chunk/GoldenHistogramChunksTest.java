package dev.deucalion.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.tsdb.chunk.HistogramEncoder.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Holds chunks against those that Prometheus made of the same samples. */
class GoldenHistogramChunksTest {
  private record Chunk(ChunkEncoding encoding, String hex, List<GoldenHistograms.Sample> samples) {}

  @Test
  void chunksAreThoseOfPrometheus() throws IOException {
    List<Chunk> chunks = golden();
    assertThat(chunks).hasSize(6);
    for (Chunk chunk : chunks) {
      HistogramEncoder encoder = HistogramEncoder.of(chunk.samples().getFirst().histogram());
      int recoded = 0;
      for (GoldenHistograms.Sample sample : chunk.samples()) {
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
    List<Chunk> chunks = new ArrayList<>();
    for (String line : GoldenHistograms.lines("/chunks/histograms.txt")) {
      if (line.startsWith("chunk ")) {
        String[] fields = line.split(" ", -1);
        ChunkEncoding encoding =
            Objects.requireNonNull(ChunkEncoding.ofCode(Integer.parseInt(fields[1])));
        chunks.add(new Chunk(encoding, fields[2], new ArrayList<>()));
      } else {
        Chunk chunk = chunks.getLast();
        boolean floats = chunk.encoding() == ChunkEncoding.FLOAT_HISTOGRAM;
        chunk.samples().add(GoldenHistograms.sample(line, floats));
      }
    }
    return chunks;
  }
}
