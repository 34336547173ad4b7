package dev.deucalion.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.Histogram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Reads chunks with start times that Prometheus made; the first of each are worked examples. */
class GoldenStartTimeChunksTest {
  private record Chunk(ChunkEncoding encoding, String hex, List<String> samples) {}

  private final ChunkReader reader = new ChunkReader();

  private static List<Chunk> golden(ChunkEncoding encoding) throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    for (String line : GoldenHistograms.lines("/chunks/start-times.txt")) {
      String[] fields = line.split(" ", -1);
      if (fields[0].equals("chunk")) {
        int code = Integer.parseInt(fields[1]);
        chunks.add(
            new Chunk(
                Objects.requireNonNull(ChunkEncoding.ofCode(code)), fields[2], new ArrayList<>()));
      } else {
        chunks.getLast().samples().add(line);
      }
    }
    chunks.removeIf(chunk -> chunk.encoding() != encoding);
    assertThat(chunks).hasSizeGreaterThan(5);
    return chunks;
  }

  private void open(Chunk chunk) {
    ChunkData data = new ChunkData();
    data.encoding = chunk.encoding();
    data.length = chunk.hex().length() / 2;
    data.bytes =
        Arrays.copyOf(HexFormat.of().parseHex(chunk.hex()), data.length + XorDecoder.PADDING_BYTES);
    assertThat(data.samples()).isEqualTo(chunk.samples().size());
    reader.reset(data);
  }

  private static NaiveXor2.Sample floatSample(String line) {
    String[] fields = line.split(" ", -1);
    return new NaiveXor2.Sample(
        Long.parseLong(fields[1]),
        Long.parseUnsignedLong(fields[2], 16),
        Long.parseLong(fields[0]));
  }

  @Test
  void floats() throws IOException {
    for (Chunk chunk : golden(ChunkEncoding.XOR2)) {
      List<NaiveXor2.Sample> samples =
          chunk.samples().stream().map(GoldenStartTimeChunksTest::floatSample).toList();
      open(chunk);
      long[] timesMs = new long[samples.size()];
      double[] values = new double[samples.size()];
      long[] startTimesMs = new long[samples.size()];
      assertThat(reader.next(timesMs, values, startTimesMs)).isEqualTo(samples.size());
      for (int i = 0; i < samples.size(); i++) {
        assertThat(
                new NaiveXor2.Sample(
                    timesMs[i], Double.doubleToRawLongBits(values[i]), startTimesMs[i]))
            .isEqualTo(samples.get(i));
      }
      assertThat(HexFormat.of().formatHex(NaiveXor2.encode(samples)))
          .as("the twin that other tests compare with")
          .isEqualTo(chunk.hex());
    }
  }

  @Test
  void histograms() throws IOException {
    check(golden(ChunkEncoding.HISTOGRAM_ST), false);
  }

  @Test
  void floatHistograms() throws IOException {
    check(golden(ChunkEncoding.FLOAT_HISTOGRAM_ST), true);
  }

  private void check(List<Chunk> chunks, boolean areFloats) {
    for (Chunk chunk : chunks) {
      open(chunk);
      int count = chunk.samples().size();
      long[] timesMs = new long[count];
      Histogram[] histograms = new Histogram[count];
      long[] startTimesMs = new long[count];
      assertThat(reader.nextHistograms(timesMs, histograms, startTimesMs)).isEqualTo(count);
      BucketLayout all = histograms[0].layout();
      for (int i = 0; i < count; i++) {
        String[] startAndRest = chunk.samples().get(i).split(" ", 2);
        GoldenHistograms.Sample sent = GoldenHistograms.sample(startAndRest[1], areFloats);
        assertThat(startTimesMs[i]).isEqualTo(Long.parseLong(startAndRest[0]));
        assertThat(timesMs[i]).isEqualTo(sent.timeMs());
        assertThat(histograms[i])
            .isEqualTo(sent.histogram().withBuckets(all).withResetHint(histograms[i].resetHint()));
      }
    }
  }

  /** Those of {@code docs/formats/chunks.md} and {@code histogram-chunks.md}. */
  @Test
  void workedExamples() throws IOException {
    assertThat(golden(ChunkEncoding.XOR2).getFirst().hex())
        .isEqualTo("000583d00f3ff8000000000000e80798755099fff80157fffde4a86ffb7f83aa20");
    assertThat(golden(ChunkEncoding.HISTOGRAM_ST).getFirst().hex())
        .isEqualTo("000382744a48c5e3e8b4500480000000000024bf403fc1d4c4db02e22a5c00");
    assertThat(golden(ChunkEncoding.FLOAT_HISTOGRAM_ST).getFirst().hex())
        .isEqualTo(
            "000201744a48c5e3e840180000000000003ff000000000000040120000000000004000000000000000"
                + "40000000000000003ff0000000000000f83a98dc0db42f6830");
  }
}
