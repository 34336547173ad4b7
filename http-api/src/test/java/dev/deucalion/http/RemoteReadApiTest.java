package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.read.RemoteReadOptions;
import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoteReadApiTest {
  private static final int SAMPLES = 0;
  private static final int CHUNKS = 1;
  private static final int EQUAL = 0;
  private static final int REGEX = 2;
  private static final long T = 1_700_000_000_000L;

  private final Tsdb store = Tsdb.inMemory();
  private final ServerFixture http =
      new ServerFixture(
          options -> options.remoteRead(new RemoteReadOptions(25_000, 2, 300, 1 << 24)), store);
  private final ReadClient client = new ReadClient(http);

  @AfterEach
  void stop() throws IOException {
    http.close();
    store.close();
  }

  private void append(int from, int count, int samples) throws IOException {
    for (int n = 0; n < samples; n++) {
      try (Appender batch = store.appender()) {
        for (int i = from; i < from + count; i++) {
          long ref = batch.seriesRef(Labels.of("__name__", "m", "i", String.valueOf(i)));
          batch.append(ref, T + n * 15_000L, i + n * 0.25);
        }
        batch.commit();
      }
    }
  }

  @Test
  void streamsEverySampleOfTenThousandSeries() throws IOException {
    append(0, 10_000, 3);
    HttpResponse<byte[]> answer =
        client.send(ReadClient.request(T, T + 100_000, CHUNKS, "__name__", EQUAL, "m"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse");
    client.readStream(answer.body());
    assertThat(client.series).hasSize(10_000);
    assertThat(client.series.get("{__name__=\"m\", i=\"77\"}"))
        .containsExactly("77.0@" + T, "77.25@" + (T + 15_000), "77.5@" + (T + 30_000));
    assertThat(client.series.values()).allMatch(samples -> samples.size() == 3);
    assertThat(List.copyOf(client.series.keySet())).isSorted();
  }

  @Test
  void framesHaveALimitAndSeriesGoOnInTheNext() throws IOException {
    append(0, 2, 1_000);
    client.readStream(
        client.send(ReadClient.request(T, T + 20_000_000, CHUNKS, "i", REGEX, "0|1")).body());
    assertThat(client.series).hasSize(2);
    assertThat(client.series.values()).allMatch(samples -> samples.size() == 1_000);
    assertThat(client.frames).isGreaterThan(4);
    assertThat(client.largestFrame).isLessThan(2_000);
  }

  @Test
  void noSamplesAreSentToWhoNeedsNone() throws IOException {
    append(0, 30, 100);
    client.readStream(
        client.send(ReadClient.labelsRequest(T, T + 9_000_000, CHUNKS, "__name__", "m")).body());
    assertThat(client.series).hasSize(30).containsEntry("{__name__=\"m\", i=\"7\"}", List.of());
    assertThat(client.series.values()).allMatch(List::isEmpty);
    client.series.clear();
    client.readSamples(
        client.send(ReadClient.labelsRequest(T, T + 9_000_000, SAMPLES, "__name__", "m")).body());
    assertThat(client.series).hasSize(30);
    assertThat(client.series.values()).allMatch(List::isEmpty);
  }

  /** Frame, checksum and chunk of one series with the samples 1@1000 and 1@2000. */
  @Test
  void aFrameHasTheseBytes() throws IOException {
    try (Appender batch = store.appender()) {
      long ref = batch.seriesRef(Labels.of("a", "b"));
      batch.append(ref, 1_000, 1);
      batch.append(ref, 2_000, 1);
      batch.commit();
    }
    HttpResponse<byte[]> answer =
        client.send(ReadClient.request(0, 5_000, CHUNKS, "a", EQUAL, "b"));
    assertThat(HexFormat.of().formatHex(answer.body()))
        .isEqualTo(
            "25" // length of the message
                + "10d221fb" // its checksum
                + "0a230a060a0161120162" // series, label a="b"
                + "121908e80710d00f1801220f" // chunk: times, encoding, length
                + "0002d00f3ff0000000000000e80700");
  }

  @Test
  void answersWithSamplesUnlessAskedOtherwise() throws IOException {
    append(0, 3, 2);
    try (Appender batch = store.appender()) {
      long ref = batch.seriesRef(Labels.of("__name__", "h"));
      BucketLayout layout = BucketLayout.exponential(1, 0.5, new int[] {-1, 2}, new int[0]);
      Histogram histogram =
          new IntHistogram(
              CounterResetHint.UNKNOWN, layout, 1, 6, 7.5, new long[] {2, 3}, new long[0]);
      batch.append(ref, T, histogram);
      batch.commit();
    }
    for (int type : new int[] {-1, SAMPLES}) {
      HttpResponse<byte[]> answer =
          client.send(ReadClient.request(T, T + 15_000, type, "__name__", REGEX, "m|h"));
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-protobuf");
      assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("snappy");
      client.readSamples(answer.body());
      assertThat(client.series).hasSize(4);
      assertThat(client.series.get("{__name__=\"h\"}")).containsExactly("7.5h@" + T);
      assertThat(client.series.get("{__name__=\"m\", i=\"2\"}"))
          .containsExactly("2.0@" + T, "2.25@" + (T + 15_000));
    }
  }

  @Test
  void externalLabelsAreAddedAndCanBeAskedFor() throws IOException {
    http.program.externalLabels = Labels.of("cluster", "c1", "i", "no");
    append(5, 1, 1);
    for (int type : new int[] {SAMPLES, CHUNKS}) {
      client.series.clear();
      byte[] body =
          client
              .send(ReadClient.request(T, T, type, "__name__", EQUAL, "m", "cluster", EQUAL, "c1"))
              .body();
      if (type == SAMPLES) {
        client.readSamples(body);
      } else {
        client.readStream(body);
      }
      assertThat(client.series.keySet())
          .containsExactly("{__name__=\"m\", cluster=\"c1\", i=\"5\"}");
    }
  }

  @Test
  void samplesHaveALimit() throws IOException {
    append(0, 1, 1);
    append(100, 9_000, 3);
    HttpResponse<byte[]> answer =
        client.send(ReadClient.request(T, T + 100_000, SAMPLES, "__name__", EQUAL, "m"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(ReadClient.text(answer)).isEqualTo("exceeded sample limit (25000)\n");
  }

  @Test
  void refusesWhatItCannotRead() {
    assertThat(ReadClient.text(client.send(new byte[] {0x0a, 9})))
        .isEqualTo("length 9 with 0 bytes left at byte 1\n");
    HttpResponse<byte[]> regex = client.send(ReadClient.request(0, 1, SAMPLES, "a", REGEX, "("));
    assertThat(regex.statusCode()).isEqualTo(500);
    HttpResponse<byte[]> type = client.send(ReadClient.request(0, 1, 9, "a", EQUAL, "b"));
    assertThat(type.statusCode()).isEqualTo(400);
    assertThat(ReadClient.text(type))
        .isEqualTo("server does not support any of the requested response types: [9]\n");
    assertThat(List.of(client.send(new byte[0]).statusCode())).containsExactly(200);
  }
}
