package dev.deucalion.server.remote.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.receive.HistogramMessage;
import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireWriter;
import dev.deucalion.server.remote.options.WriteProtocol;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestEncoderTest {
  private static final Histogram INTS =
      new IntHistogram(
          CounterResetHint.NOT_RESET,
          BucketLayout.exponential(3, 0.25, new int[] {-2, 2}, new int[] {0, 1}),
          1,
          11,
          2.5,
          new long[] {4, 2},
          new long[] {4});
  private static final Histogram FLOATS =
      new FloatHistogram(
          CounterResetHint.GAUGE,
          BucketLayout.custom(new int[] {0, 2}, new double[] {1, 2.5}),
          0,
          3.5,
          7,
          new double[] {1.5, 2},
          new double[0]);
  private static final Exemplar EXEMPLAR = new Exemplar(Labels.of("trace", "t"), 0.5, 1_002);

  private static SentSeries series(long ref, String... pairs) {
    byte[][] symbols = new byte[pairs.length][];
    for (int i = 0; i < pairs.length; i++) {
      symbols[i] = pairs[i].getBytes(UTF_8);
    }
    return new SentSeries(ref, symbols);
  }

  private static SampleBatch batch() {
    SampleBatch batch = new SampleBatch(10);
    SentSeries up = series(1, "__name__", "up", "job", "ä");
    SentSeries duration = series(2, "__name__", "duration", "job", "ä");
    up.describe(new Metadata(MetricType.GAUGE, "", "Whether it is up."));
    batch.add(up, 900, Double.doubleToRawLongBits(1), null, 1);
    batch.add(up, 1_000, Double.doubleToRawLongBits(1.5), null, 1);
    batch.add(up, 1_001, StaleMarker.BITS, null, 2);
    batch.add(up, 1_002, 0, up.withSample(EXEMPLAR), 2);
    up.remember(1_001, StaleMarker.BITS, null);
    batch.add(up, 1_002, 0, up.withSample(EXEMPLAR), 2);
    batch.add(duration, 1_003, 0, INTS, 3);
    batch.add(duration, 1_004, 0, FLOATS, 4);
    return batch;
  }

  @Test
  void theFirstVersionHasASeriesForEachEntry() throws WireException {
    List<String> found = new ArrayList<>();
    WireReader in = reader(WriteProtocol.V1);
    while (in.next()) {
      int outer = in.enter();
      found.add(readV1(in));
      in.leave(outer);
    }
    assertThat(found)
        .containsExactly(
            "__name__=up job=ä 3ff8000000000000@1000",
            "__name__=up job=ä " + Long.toHexString(StaleMarker.BITS) + "@1001",
            "__name__=up job=ä exemplar trace=t 3fe0000000000000@1002",
            "__name__=up job=ä exemplar trace=t 3fe0000000000000@1002",
            "__name__=duration job=ä " + INTS + "@1003",
            "__name__=duration job=ä " + FLOATS + "@1004");
  }

  @Test
  void theSecondVersionHasTextsOnceAndMetadata() throws WireException {
    List<String> symbols = new ArrayList<>();
    List<String> found = new ArrayList<>();
    WireReader in = reader(WriteProtocol.V2);
    while (in.next()) {
      if (in.field() == 4) {
        symbols.add(in.readString());
      } else {
        int outer = in.enter();
        found.add(readV2(in, symbols));
        in.leave(outer);
      }
    }
    assertThat(symbols).startsWith("").doesNotHaveDuplicates();
    String metadata = " type 2 help Whether it is up. unit ";
    assertThat(found)
        .containsExactly(
            "__name__=up job=ä 3ff8000000000000@1000" + metadata,
            "__name__=up job=ä " + Long.toHexString(StaleMarker.BITS) + "@1001" + metadata,
            "__name__=up job=ä exemplar trace=t 3fe0000000000000@1002" + metadata,
            "__name__=up job=ä "
                + Long.toHexString(StaleMarker.BITS)
                + "@1001"
                + "exemplar trace=t 3fe0000000000000@1002"
                + metadata,
            "__name__=duration job=ä " + INTS + "@1003",
            "__name__=duration job=ä " + FLOATS + "@1004");
  }

  @Test
  void exemplarsOfHistogramsGoWithThem() throws WireException {
    SentSeries duration = series(1, "__name__", "duration");
    duration.remember(7, 0, INTS);
    SampleBatch batch = new SampleBatch(1);
    batch.add(duration, 8, 0, duration.withSample(EXEMPLAR), 1);
    assertThat(batch.kind(0)).isEqualTo(SampleKind.EXEMPLAR);
    byte[] message = RequestEncoder.of(WriteProtocol.V2).encode(batch, 0).toByteArray();
    WireReader in = new WireReader().reset(message, 0, message.length);
    List<String> symbols = new ArrayList<>();
    String found = "";
    while (in.next()) {
      if (in.field() == 4) {
        symbols.add(in.readString());
      } else {
        in.enter();
        found = readV2(in, symbols);
      }
    }
    assertThat(found)
        .isEqualTo("__name__=duration " + INTS + "@7exemplar trace=t 3fe0000000000000@1002");
  }

  @Test
  void theFormatStays() {
    SampleBatch batch = new SampleBatch(1);
    batch.add(series(1, "a", "b"), 5, Double.doubleToRawLongBits(1), null, 1);
    assertThat(hex(RequestEncoder.of(WriteProtocol.V1).encode(batch, 0)))
        .isEqualTo("0a150a060a016112016212" + "0b09000000000000f03f1005");
    assertThat(hex(RequestEncoder.of(WriteProtocol.V2).encode(batch, 0)))
        .isEqualTo("2200" + "220161" + "220162" + "2a110a020102120b09000000000000f03f1005");
  }

  private static String hex(WireWriter message) {
    return HexFormat.of().formatHex(message.toByteArray());
  }

  /** Of the batch without its first entry, which is too old. */
  private static WireReader reader(WriteProtocol protocol) {
    byte[] message = RequestEncoder.of(protocol).encode(batch(), 1_000).toByteArray();
    return new WireReader().reset(message, 0, message.length);
  }

  private static String readV1(WireReader in) throws WireException {
    StringBuilder labels = new StringBuilder();
    StringBuilder sample = new StringBuilder();
    while (in.next()) {
      int field = in.field();
      int inner = in.enter();
      switch (field) {
        case 1 -> labels.append(readLabel(in)).append(' ');
        case 2 -> sample.append(readSample(in, 1));
        case 3 -> {
          in.next();
          int at = in.enter();
          String label = readLabel(in);
          in.leave(at);
          sample.append("exemplar ").append(label).append(' ').append(readSample(in, 2));
        }
        default -> sample.append(readHistogram(in));
      }
      in.leave(inner);
    }
    return labels.toString() + sample;
  }

  private static String readLabel(WireReader in) throws WireException {
    in.next();
    String name = in.readString();
    in.next();
    return name + "=" + in.readString();
  }

  private static String readSample(WireReader in, int valueField) throws WireException {
    long bits = 0;
    long timeMs = 0;
    while (in.next()) {
      if (in.field() == valueField) {
        bits = in.readFixed64();
      } else {
        timeMs = in.readVarint();
      }
    }
    return Long.toHexString(bits) + "@" + timeMs;
  }

  private static String readHistogram(WireReader in) throws WireException {
    HistogramMessage message = new HistogramMessage();
    message.read(in);
    assertThat(message.problem()).isNull();
    return message.histogram() + "@" + message.timeMs();
  }

  private static String readV2(WireReader in, List<String> symbols) throws WireException {
    StringBuilder text = new StringBuilder();
    while (in.next()) {
      int field = in.field();
      int inner = in.enter();
      switch (field) {
        case 1 -> text.append(readRefs(in, symbols));
        case 2 -> text.append(readSample(in, 1));
        case 3 -> text.append(readHistogram(in));
        case 4 -> {
          in.next();
          int at = in.enter();
          text.append("exemplar ").append(readRefs(in, symbols));
          in.leave(at);
          text.append(readSample(in, 2));
        }
        default -> text.append(readMetadata(in, symbols));
      }
      in.leave(inner);
    }
    return text.toString();
  }

  private static String readRefs(WireReader in, List<String> symbols) throws WireException {
    StringBuilder labels = new StringBuilder();
    while (in.hasRemaining()) {
      labels.append(symbols.get((int) in.readVarint())).append('=');
      labels.append(symbols.get((int) in.readVarint())).append(' ');
    }
    return labels.toString();
  }

  private static String readMetadata(WireReader in, List<String> symbols) throws WireException {
    long[] fields = new long[5];
    while (in.next()) {
      fields[in.field()] = in.readVarint();
    }
    return " type "
        + fields[1]
        + " help "
        + symbols.get((int) fields[3])
        + " unit "
        + symbols.get((int) fields[4]);
  }
}
