package dev.deucalion.server.querylog;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.http.encode.PageSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON in memory. */
final class JsonBytes extends PageSink {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private JsonBytes() {
    super(new byte[MAX_RESERVE]);
  }

  /** Writes one value. */
  @FunctionalInterface
  interface Value {
    void write(JsonWriter out) throws IOException;
  }

  /** The bytes of a value. */
  static byte[] of(Value value) {
    JsonBytes sink = new JsonBytes();
    try {
      value.write(new JsonWriter(sink));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    sink.bytes.write(sink.page(), 0, sink.size());
    return sink.bytes.toByteArray();
  }

  @Override
  protected byte[] nextPage(byte[] full, int size) {
    bytes.write(full, 0, size);
    return full;
  }
}
