package dev.deucalion.http.receive;

import dev.deucalion.model.labels.SeriesHash;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import java.io.IOException;

/** The buffers and decoders of one request at a time. */
final class WriteWorker {
  /** What is kept for the next request; a larger one is rare. */
  private static final int MAX_KEPT_BYTES = 4 << 20;

  /** Names of series are of different kinds in the two messages, so they do not share seeds. */
  record Hashes(SeriesHash v1, SeriesHash v2) {}

  private final Appendable store;
  private final ReceiveCounters counters;
  private final SeriesWriter writer;
  private final WriteRequestV1 v1;
  private final WriteRequestV2 v2;
  private byte[] buffer = new byte[1 << 16];

  WriteWorker(
      Appendable store,
      SeriesRefs refs,
      Hashes hashes,
      RemoteWriteOptions options,
      ReceiveCounters counters) {
    this.store = store;
    this.counters = counters;
    writer = new SeriesWriter(refs);
    v1 = new WriteRequestV1(writer, hashes.v1().copy());
    v2 = new WriteRequestV2(writer, hashes.v2().copy(), options.extras());
  }

  /**
   * Unpacks a body.
   *
   * @param length that the body declares
   * @return whether the body is well formed
   */
  boolean unpack(byte[] body, int length) {
    if (buffer.length < length) {
      buffer = new byte[length];
    }
    return SnappyBlock.unpack(body, buffer);
  }

  /** Writes the message that was unpacked. What the outcome counts is in the log. */
  WriteOutcome write(WriteMessage message, int length, long nowMs) {
    try (Appender batch = store.appender()) {
      writer.begin(batch, nowMs);
      return switch (message) {
        case V1 -> writeV1(batch, length);
        case V2 -> writeV2(batch, length);
      };
    } catch (WireException e) {
      return WriteOutcome.nothing(WriteRefusal.badRequest(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      return WriteOutcome.nothing(
          new WriteRefusal(WriteRefusal.INTERNAL_ERROR, String.valueOf(e.getMessage())));
    } finally {
      writer.end();
    }
  }

  private WriteOutcome writeV1(Appender batch, int length) throws IOException {
    WriteRefusal refusal = v1.write(buffer, length);
    if (refusal == null) {
      batch.commit();
      counters.invalidLabels.add(v1.invalidSeries());
    }
    return new WriteOutcome(refusal, 0, 0, 0);
  }

  private WriteOutcome writeV2(Appender batch, int length) throws IOException {
    WriteOutcome outcome = v2.write(buffer, length);
    batch.commit();
    counters.invalidLabels.add(v2.samplesWithInvalidLabels());
    counters.withoutMetadata.add(v2.samplesWithoutMetadata());
    return outcome;
  }

  /** Lets go of what a large request needed. */
  void trim() {
    v1.trim(MAX_KEPT_BYTES);
    v2.end();
    if (buffer.length > MAX_KEPT_BYTES) {
      buffer = new byte[0];
    }
  }
}
