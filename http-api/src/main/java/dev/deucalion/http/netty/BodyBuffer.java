package dev.deucalion.http.netty;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * The bytes of a body while they arrive. A body that says how long it is, as most do, is collected
 * in one array of that length; but what it says alone takes no more than {@link #TRUSTED_BYTES}.
 */
final class BodyBuffer {
  private static final int TRUSTED_BYTES = 1 << 16;
  private static final byte[] NOTHING = {};

  private final int declaredBytes;
  private byte[] bytes = NOTHING;
  private int size;

  /**
   * An empty body.
   *
   * @param declaredBytes how long it says that it will be, 0 where it does not
   */
  BodyBuffer(int declaredBytes) {
    this.declaredBytes = declaredBytes;
  }

  int size() {
    return size;
  }

  /** Takes all that a piece has. */
  void add(ByteBuf piece) {
    int length = piece.readableBytes();
    int needed = size + length;
    if (needed > bytes.length) {
      int doubled = 2 * bytes.length;
      int wanted =
          declaredBytes < needed
              ? doubled
              : Math.min(declaredBytes, Math.max(doubled, TRUSTED_BYTES));
      bytes = Arrays.copyOf(bytes, Math.max(needed, wanted));
    }
    piece.readBytes(bytes, size, length);
    size = needed;
  }

  /** The body; nothing may be added any more. */
  byte[] toArray() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }
}
