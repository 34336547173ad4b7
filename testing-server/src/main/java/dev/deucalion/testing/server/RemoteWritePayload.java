package dev.deucalion.testing.server;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.wire.WireWriter;
import dev.deucalion.server.remote.message.RequestEncoder;
import dev.deucalion.server.remote.message.SampleBatch;
import dev.deucalion.server.remote.message.SentSeries;
import dev.deucalion.server.remote.options.WriteProtocol;
import dev.deucalion.testing.capture.WrittenSample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.xerial.snappy.Snappy;

/**
 * A request of remote write, made of what {@link
 * dev.deucalion.testing.EmbeddedPrometheus#captureRemoteWrite} kept: for tests of what receives
 * them.
 *
 * <pre>{@code
 * RemoteWritePayload payload = RemoteWritePayload.version1(written.all());
 * HttpRequest.Builder request = HttpRequest.newBuilder(url);
 * payload.headers().forEach(request::header);
 * request.POST(BodyPublishers.ofByteArray(payload.body()));
 * }</pre>
 *
 * @param headers those that a receiver looks at: what the body is and how it is compressed
 * @param body a message, compressed by snappy; not written to any more
 */
@SuppressWarnings("ArrayRecordComponent")
public record RemoteWritePayload(Map<String, String> headers, byte[] body) {
  /** Copies the headers. */
  public RemoteWritePayload {
    headers = Map.copyOf(headers);
  }

  /** A request that sends these samples by version 1.0. */
  public static RemoteWritePayload version1(List<WrittenSample> samples) {
    return of(samples, WriteProtocol.V1);
  }

  /** A request that sends these samples by version 2.0. */
  public static RemoteWritePayload version2(List<WrittenSample> samples) {
    return of(samples, WriteProtocol.V2);
  }

  private static RemoteWritePayload of(List<WrittenSample> samples, WriteProtocol protocol) {
    return new RemoteWritePayload(
        Map.of(
            "Content-Encoding", "snappy",
            "Content-Type", protocol.contentType(),
            "X-Prometheus-Remote-Write-Version", protocol.version()),
        compressed(message(samples, protocol)));
  }

  private static WireWriter message(List<WrittenSample> samples, WriteProtocol protocol) {
    SampleBatch batch = new SampleBatch(Math.max(1, samples.size()));
    for (WrittenSample sample : samples) {
      batch.add(
          new SentSeries(0, symbols(sample.labels())),
          sample.timeMs(),
          Double.doubleToRawLongBits(sample.value()),
          sample.histogram(),
          0);
    }
    return RequestEncoder.of(protocol).encode(batch, Long.MIN_VALUE);
  }

  private static byte[] compressed(WireWriter message) {
    try {
      return Snappy.compress(Arrays.copyOf(message.array(), message.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be compressed", e);
    }
  }

  private static byte[][] symbols(Labels labels) {
    byte[][] symbols = new byte[2 * labels.size()][];
    for (int i = 0; i < labels.size(); i++) {
      symbols[2 * i] = labels.name(i).getBytes(StandardCharsets.UTF_8);
      symbols[2 * i + 1] = labels.value(i).getBytes(StandardCharsets.UTF_8);
    }
    return symbols;
  }
}
