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
import org.xerial.snappy.Snappy;

/**
 * Bodies of remote writes, made of what {@link
 * dev.deucalion.testing.EmbeddedPrometheus#captureRemoteWrite} kept: for tests of what receives
 * them.
 */
public final class RemoteWritePayload {
  private RemoteWritePayload() {}

  /** The body of a request that sends these samples: a message, compressed by snappy. */
  public static byte[] of(List<WrittenSample> samples, WriteProtocol protocol) {
    SampleBatch batch = new SampleBatch(Math.max(1, samples.size()));
    for (WrittenSample sample : samples) {
      batch.add(
          new SentSeries(0, symbols(sample.labels())),
          sample.timeMs(),
          Double.doubleToRawLongBits(sample.value()),
          sample.histogram(),
          0);
    }
    WireWriter message = RequestEncoder.of(protocol).encode(batch, Long.MIN_VALUE);
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
