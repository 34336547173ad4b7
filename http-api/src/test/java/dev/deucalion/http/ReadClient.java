package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.receive.WriteBodies;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireWriter;
import dev.deucalion.tsdb.chunk.ChunkEncoding;
import dev.deucalion.tsdb.chunk.ChunkReader;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.xerial.snappy.Snappy;

/** A client of remote reads, written to the description of the format. */
final class ReadClient {
  private final ServerFixture http;

  /** Samples as {@code value@time}, by series, of the last answer. */
  final Map<String, List<String>> series = new LinkedHashMap<>();

  int frames;
  int largestFrame;

  ReadClient(ServerFixture http) {
    this.http = http;
  }

  /** A request with one query of the matcher {@code name type value}. */
  static byte[] request(long minMs, long maxMs, int responseType, Object... matcher) {
    WireWriter out = new WireWriter();
    int query = out.begin(1);
    out.int64(1, minMs);
    out.int64(2, maxMs);
    for (int i = 0; i < matcher.length; i += 3) {
      int at = out.begin(3);
      out.int64(1, (int) matcher[i + 1]);
      out.string(2, (String) matcher[i]);
      out.string(3, (String) matcher[i + 2]);
      out.end(at);
    }
    out.end(query);
    if (responseType >= 0) {
      int types = out.begin(2);
      out.varint(responseType);
      out.end(types);
    }
    return out.toByteArray();
  }

  /** As {@link #request}, with the hint that no samples are needed. */
  static byte[] labelsRequest(long minMs, long maxMs, int responseType, String name, String value) {
    WireWriter out = new WireWriter();
    int query = out.begin(1);
    out.int64(1, minMs);
    out.int64(2, maxMs);
    int matcher = out.begin(3);
    out.string(2, name);
    out.string(3, value);
    out.end(matcher);
    int hints = out.begin(4);
    out.int64(1, 15_000);
    out.string(2, "series");
    out.int64(3, minMs);
    out.end(hints);
    out.end(query);
    int types = out.begin(2);
    out.varint(responseType);
    out.end(types);
    return out.toByteArray();
  }

  HttpResponse<byte[]> send(byte[] message) {
    return http.send(
        HttpRequest.newBuilder(http.uri("/api/v1/read"))
            .header("Content-Encoding", "snappy")
            .header("Content-Type", "application/x-protobuf")
            .POST(BodyPublishers.ofByteArray(WriteBodies.packed(message))),
        BodyHandlers.ofByteArray());
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** Reads frames: length, checksum, message. */
  void readStream(byte[] body) throws IOException {
    int at = 0;
    while (at < body.length) {
      WireReader head = new WireReader().reset(body, at, body.length);
      int length = (int) head.readVarint();
      int crcAt = head.position();
      int sum = 0;
      for (int i = 0; i < 4; i++) {
        sum = sum << 8 | body[crcAt + i] & 0xff;
      }
      CRC32C crc = new CRC32C();
      crc.update(body, crcAt + 4, length);
      assertThat((int) crc.getValue()).isEqualTo(sum);
      WireReader in = new WireReader().reset(body, crcAt + 4, crcAt + 4 + length);
      while (in.next()) {
        if (in.field() == 1) {
          int outer = in.enter();
          readChunks(in);
          in.leave(outer);
        } else {
          in.skip();
        }
      }
      frames++;
      largestFrame = Math.max(largestFrame, length);
      at = crcAt + 4 + length;
    }
  }

  private void readChunks(WireReader in) throws WireException {
    LabelsBuilder labels = new LabelsBuilder();
    List<String> samples = new ArrayList<>();
    while (in.next()) {
      int outer = in.enter();
      if (in.field() == 1) {
        readLabel(in, labels);
      } else {
        readChunk(in, samples);
      }
      in.leave(outer);
    }
    series.computeIfAbsent(labels.build().toString(), key -> new ArrayList<>()).addAll(samples);
  }

  private static void readLabel(WireReader in, LabelsBuilder labels) throws WireException {
    String name = "";
    String value = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.readString();
        case 2 -> value = in.readString();
        default -> in.skip();
      }
    }
    labels.set(name, value);
  }

  private static void readChunk(WireReader in, List<String> samples) throws WireException {
    long min = 0;
    long max = 0;
    int type = 0;
    byte[] data = new byte[0];
    int length = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> min = in.readVarint();
        case 2 -> max = in.readVarint();
        case 3 -> type = (int) in.readVarint();
        case 4 -> {
          length = in.readSlice();
          data = new byte[length + 64];
          System.arraycopy(in.bytes(), in.position() - length, data, 0, length);
        }
        default -> in.skip();
      }
    }
    ChunkEncoding encoding = ChunkEncoding.ofCode(type);
    assertThat(encoding).isNotNull();
    ChunkReader reader = new ChunkReader();
    reader.reset(encoding, data, 0, length, (data[0] & 0xff) << 8 | data[1] & 0xff);
    long[] times = new long[500];
    double[] values = new double[500];
    Histogram[] histograms = new Histogram[500];
    List<Long> seen = new ArrayList<>();
    for (int n = reader.next(times, values); n > 0; n = reader.next(times, values)) {
      for (int i = 0; i < n; i++) {
        seen.add(times[i]);
        samples.add(values[i] + "@" + times[i]);
      }
    }
    for (int n = reader.nextHistograms(times, histograms);
        n > 0;
        n = reader.nextHistograms(times, histograms)) {
      for (int i = 0; i < n; i++) {
        seen.add(times[i]);
        samples.add(histograms[i].sum() + "h@" + times[i]);
      }
    }
    assertThat(seen.getFirst()).isEqualTo(min);
    assertThat(seen.getLast()).isEqualTo(max);
  }

  /** Reads an answer with samples. */
  void readSamples(byte[] body) throws IOException {
    byte[] message = Snappy.uncompress(body);
    WireReader in = new WireReader().reset(message, 0, message.length);
    while (in.next()) {
      int result = in.enter();
      while (in.next()) {
        int one = in.enter();
        readSeries(in);
        in.leave(one);
      }
      in.leave(result);
    }
  }

  private void readSeries(WireReader in) throws WireException {
    LabelsBuilder labels = new LabelsBuilder();
    List<String> samples = new ArrayList<>();
    while (in.next()) {
      int field = in.field();
      int outer = in.enter();
      double value = 0;
      long timeMs = 0;
      if (field == 1) {
        readLabel(in, labels);
      } else {
        int valueField = field == 2 ? 1 : 3;
        int timeField = field == 2 ? 2 : 15;
        while (in.next()) {
          if (in.field() == valueField) {
            value = in.readDouble();
          } else if (in.field() == timeField) {
            timeMs = in.readVarint();
          } else {
            in.skip();
          }
        }
        samples.add(value + (field == 2 ? "@" : "h@") + timeMs);
      }
      in.leave(outer);
    }
    series.put(labels.build().toString(), samples);
  }
}
