package dev.deucalion.http.receive;

import dev.deucalion.model.labels.SeriesHash;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The buffers and decoders of one request at a time. */
final class WriteWorker {
  /** What is kept for the next request; a larger one is rare. */
  private static final int MAX_KEPT_BYTES = 4 << 20;

  private final Appendable store;
  private final ReceiveCounters counters;
  private final SeriesWriter writer;
  private final WriteRequestV1 v1;
  private byte[] buffer = new byte[1 << 16];

  WriteWorker(Appendable store, SeriesRefs refs, SeriesHash hash, ReceiveCounters counters) {
    this.store = store;
    this.counters = counters;
    writer = new SeriesWriter(refs);
    v1 = new WriteRequestV1(writer, hash.copy());
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

  /**
   * Writes the message that was unpacked. When this returns null, it is in the log.
   *
   * @return why nothing of it was kept, or null
   */
  @Nullable WriteRefusal writeV1(int length, long nowMs) {
    try (Appender batch = store.appender()) {
      writer.begin(batch, nowMs);
      WriteRefusal refusal = v1.write(buffer, length);
      if (refusal == null) {
        batch.commit();
        counters.invalidLabels.add(v1.invalidSeries());
      }
      return refusal;
    } catch (WireException e) {
      return WriteRefusal.badRequest(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new WriteRefusal(WriteRefusal.INTERNAL_ERROR, String.valueOf(e.getMessage()));
    } finally {
      writer.end();
    }
  }

  /** Lets go of what a large request needed. */
  void trim() {
    v1.trim(MAX_KEPT_BYTES);
    if (buffer.length > MAX_KEPT_BYTES) {
      buffer = new byte[0];
    }
  }
}
