package dev.deucalion.model.labels;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Hashes label sets: XXH64 over name, 0xFF, value, 0xFF, ... in UTF-8. With seed 0 that is {@link
 * LabelsHash}; with a seed that nobody outside knows, nobody can make label sets collide. Keeps a
 * buffer, so it is not thread-safe.
 */
public final class LabelHasher {
  private static final byte SEPARATOR = (byte) 0xff;

  private final long seed;
  private byte[] buffer = new byte[512];
  private int length;

  /** A hasher whose hashes are those of others with the same seed. */
  public LabelHasher(long seed) {
    this.seed = seed;
  }

  /** A hash of all names and values. */
  public long hash(Labels labels) {
    length = 0;
    for (int i = 0; i < labels.size(); i++) {
      append(labels.name(i));
      append(labels.value(i));
    }
    return XxHash64.hash(buffer, 0, length, seed);
  }

  /** Hashes one string, followed by 0xFF. */
  public long hash(String s) {
    length = 0;
    append(s);
    return XxHash64.hash(buffer, 0, length, seed);
  }

  private void append(String s) {
    int chars = s.length();
    if (length + chars + 1 > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + chars + 1));
    }
    byte[] target = buffer;
    int at = length;
    for (int i = 0; i < chars; i++) {
      char c = s.charAt(i);
      if (c >= 0x80) {
        appendEncoded(s);
        return;
      }
      target[at++] = (byte) c;
    }
    target[at++] = SEPARATOR;
    length = at;
  }

  private void appendEncoded(String s) {
    byte[] encoded = s.getBytes(StandardCharsets.UTF_8);
    if (length + encoded.length + 1 > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + encoded.length + 1));
    }
    System.arraycopy(encoded, 0, buffer, length, encoded.length);
    length += encoded.length;
    buffer[length++] = SEPARATOR;
  }
}
