package dev.deucalion.tsdb.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.tsdb.wal.DecodedRecord.Kind;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RecordDecoderTest {
  private static final BucketLayout EXPONENTIAL =
      BucketLayout.exponential(1, 0.001, new int[] {-2, 2, 1, 1}, new int[] {0, 1});
  private static final BucketLayout CUSTOM =
      BucketLayout.custom(new int[] {0, 3}, new double[] {1, 2.5});
  private static final IntHistogram INTS =
      new IntHistogram(
          CounterResetHint.NOT_RESET,
          EXPONENTIAL,
          2,
          20,
          9.5,
          new long[] {4, 3, 7},
          new long[] {4});
  private static final FloatHistogram FLOATS =
      new FloatHistogram(
          CounterResetHint.GAUGE,
          EXPONENTIAL,
          0.5,
          8,
          -1,
          new double[] {1, 2.5, 3},
          new double[] {1});
  private static final IntHistogram CUSTOM_INTS =
      new IntHistogram(
          CounterResetHint.UNKNOWN, CUSTOM, 0, 6, 7, new long[] {1, 2, 3}, new long[] {});
  private static final FloatHistogram CUSTOM_FLOATS =
      new FloatHistogram(
          CounterResetHint.RESET, CUSTOM, 0, 6, 7, new double[] {1, 2, 3}, new double[] {});

  private final DecodedRecord decoded = new DecodedRecord();

  private DecodedRecord decode(byte[] bytes, int length) throws MalformedRecordException {
    new RecordDecoder().decode(bytes, 0, length, decoded);
    return decoded;
  }

  private DecodedRecord decode(String hex) throws MalformedRecordException {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return decode(bytes, bytes.length);
  }

  private static RecordBuffer record(Consumer<RecordBuffer> content) {
    RecordBuffer record = new RecordBuffer();
    content.accept(record);
    return record;
  }

  private static String hex(RecordBuffer record) {
    return HexFormat.of().formatHex(record.bytes(), 0, record.length());
  }

  @Test
  void exemplars() throws Exception {
    Exemplar first = new Exemplar(Labels.of("trace", "a"), 0.5, 100);
    Exemplar second = new Exemplar(Labels.EMPTY, 2, 90);
    RecordBuffer record =
        record(out -> {
          RecordEncoder.exemplar(out, 7, first);
          RecordEncoder.exemplar(out, 5, second);
        });
    assertThat(hex(record))
        .isEqualTo(
            "0400000000000000070000000000000064"
                + "00003fe00000000000000105747261636501"
                + "6103134000000000000000"
                + "00");
    DecodedRecord found = decode(record.bytes(), record.length());
    assertThat(found.kind()).isEqualTo(Kind.EXEMPLARS);
    assertThat(found.count()).isEqualTo(2);
    assertThat(found.refs()).startsWith(7, 5);
    assertThat(found.exemplar(0)).isEqualTo(first);
    assertThat(found.exemplar(1)).isEqualTo(second);
  }

  @Test
  void metadata() throws Exception {
    Metadata metadata = new Metadata(MetricType.COUNTER, "s", "Help.");
    RecordBuffer record = record(out -> RecordEncoder.metadata(out, 300, metadata));
    assertThat(hex(record)).isEqualTo("06ac02010204554e495401730448454c500548656c702e");
    assertThat(decode(record.bytes(), record.length()).metadata(0)).isEqualTo(metadata);
    assertThat(decoded.refs()[0]).isEqualTo(300);
    for (MetricType type : MetricType.values()) {
      Metadata other = new Metadata(type, "", "");
      RecordBuffer one = record(out -> RecordEncoder.metadata(out, 1, other));
      assertThat(decode(one.bytes(), one.length()).metadata(0)).isEqualTo(other);
    }
  }

  @Test
  void metadataOfFieldsThatNobodyKnows() throws Exception {
    assertThat(decode("06 01 63 02 0141 0142 0448454c50 0143").metadata(0))
        .isEqualTo(new Metadata(MetricType.UNKNOWN, "", "C"));
  }

  @Test
  void tombstonesAndMarkers() throws Exception {
    RecordBuffer stones = record(out -> RecordEncoder.tombstone(out, 9, -5, 1000));
    assertThat(hex(stones)).isEqualTo("03000000000000000909d00f");
    assertThat(decode(stones.bytes(), stones.length()).kind()).isEqualTo(Kind.TOMBSTONES);
    assertThat(decoded.timesMs()[0]).isEqualTo(-5);
    assertThat(decoded.maxTimesMs()[0]).isEqualTo(1000);
    RecordBuffer markers = record(out -> RecordEncoder.chunkMarker(out, 9, 0x1_0000_0008L));
    assertThat(hex(markers)).isEqualTo("0500000000000000090000000100000008");
    assertThat(decode(markers.bytes(), markers.length()).chunkRefs()[0]).isEqualTo(0x1_0000_0008L);
    assertThat(decoded.kind()).isEqualTo(Kind.CHUNK_MARKERS);
  }

  @Test
  void histogramsOfAllKinds() throws Exception {
    for (Histogram histogram : new Histogram[] {INTS, FLOATS, CUSTOM_INTS, CUSTOM_FLOATS}) {
      RecordBuffer record =
          record(out -> {
            RecordEncoder.histogram(out, 3, 50, histogram);
            RecordEncoder.histogram(out, 4, 60, histogram);
          });
      assertThat(record.bytes()[0]).isEqualTo((byte) RecordType.of(histogram).code());
      DecodedRecord found = decode(record.bytes(), record.length());
      assertThat(found.kind()).isEqualTo(Kind.HISTOGRAMS);
      assertThat(found.count()).isEqualTo(2);
      assertThat(found.histogram(1)).isEqualTo(histogram);
      assertThat(found.refs()).startsWith(3, 4);
      assertThat(found.timesMs()).startsWith(50, 60);
    }
  }

  /** Bytes from the description of the format. */
  @Test
  void goldenHistogram() {
    RecordBuffer record = record(out -> RecordEncoder.histogram(out, 3, 50, INTS));
    assertThat(hex(record))
        .isEqualTo(
            "07 0000000000000003 0000000000000032 00 00 02 02 3f50624dd2f1a9fc 02 14"
                    .replace(" ", "")
                + "4023000000000000 02 0302 0201 01 0001 03 080108 01 08".replace(" ", ""));
  }

  @Test
  void samplesWithStartTimestamps() throws Exception {
    // Refs 5, 6 and 4; the second without a start, the third with that of the second, then one.
    String record =
        "0b 0a d00f c00f 3ff0000000000000"
            + " 02 14 00 4000000000000000"
            + " 03 00 01 4008000000000000"
            + " 00 02 02 06 4010000000000000";
    DecodedRecord found = decode(record);
    assertThat(found.kind()).isEqualTo(Kind.SAMPLES);
    assertThat(found.count()).isEqualTo(4);
    assertThat(found.refs()).startsWith(5, 6, 4, 4);
    assertThat(found.timesMs()).startsWith(1000, 1010, 1000, 1001);
    assertThat(Double.longBitsToDouble(found.valueBits()[3])).isEqualTo(4);
  }

  @Test
  void histogramsWithStartTimestamps() throws Exception {
    RecordBuffer plain = record(out -> RecordEncoder.histogram(out, 3, 50, CUSTOM_INTS));
    String fields = hex(plain).substring(2 * (1 + 16 + 2));
    DecodedRecord found = decode("0c 0a 64 62" + fields + "02 02 02 06" + fields);
    assertThat(found.count()).isEqualTo(2);
    assertThat(found.refs()).startsWith(5, 6);
    assertThat(found.timesMs()).startsWith(50, 51);
    assertThat(found.histogram(0)).isEqualTo(CUSTOM_INTS);
    assertThat(found.histogram(1)).isEqualTo(CUSTOM_INTS);
  }

  /** Programs to come may write finer buckets; they are brought down to the finest that we know. */
  @Test
  void histogramOfAHigherSchemaIsBroughtDown() throws Exception {
    BucketLayout fine =
        BucketLayout.exponential(10, 0.5, new int[] {-3, 4, 3, 2}, new int[] {5, 1});
    BucketLayout known = BucketLayout.exponential(8, 0.5, new int[] {0, 3}, new int[] {2, 1});
    Histogram written =
        new IntHistogram(
            CounterResetHint.GAUGE,
            fine,
            1,
            34,
            2.5,
            new long[] {1, 2, 3, 4, 5, 6},
            new long[] {12});
    Histogram expected =
        new IntHistogram(
            CounterResetHint.GAUGE, known, 1, 34, 2.5, new long[] {10, 5, 6}, new long[] {12});
    for (boolean floats : new boolean[] {false, true}) {
      Histogram histogram = floats ? written.toFloat() : written;
      RecordBuffer record = record(out -> RecordEncoder.histogram(out, 3, 50, histogram));
      assertThat(decode(record.bytes(), record.length()).histogram(0))
          .isEqualTo(floats ? expected.toFloat() : expected);
    }
  }

  @Test
  void histogramOfAnUnknownSchemaIsLeftOut() throws Exception {
    RecordBuffer record = record(out -> RecordEncoder.histogram(out, 3, 50, INTS));
    byte[] bytes = Arrays.copyOf(record.bytes(), record.length());
    bytes[1 + 16 + 2 + 1] = 2 * 60;
    assertThat(decode(bytes, bytes.length).count()).isZero();
    assertThat(decoded.leftOut()).isEqualTo(1);
  }

  @Test
  void unknownAndEmptyRecordsHoldNothing() throws Exception {
    assertThat(decode("63 01 02").kind()).isEqualTo(Kind.NOTHING);
    assertThat(decode("").kind()).isEqualTo(Kind.NOTHING);
    assertThat(decode("02").count()).isZero();
    assertThat(decode("0d").count()).isZero();
  }

  @Test
  void malformedRecordHoldsNothing() {
    assertThatThrownBy(() -> decode("02 0000000000000001 0000000000000001 00 00 3ff0"))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage("expected 8 bytes, found 2");
    assertThat(decoded.count()).isZero();
    assertThatThrownBy(() -> decode("01 0000000000000001 ffffffffffffffffff01"))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("18446744073709551615 labels");
  }

  /** Whatever the bytes are, they are taken apart or refused, and not believed a length. */
  @Test
  void randomBytes() {
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new byte[1 + random.nextInt(80)];
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = random.nextInt(3) == 0 ? bytes[i] : (byte) (bytes[i] & 3);
      }
      bytes[0] = (byte) (1 + random.nextInt(13));
      try {
        assertThat(decode(bytes, bytes.length).count()).as("seed %s", seed).isBetween(0, 80);
      } catch (MalformedRecordException e) {
        assertThat(decoded.count()).as("seed %s", seed).isZero();
      }
    }
  }
}
