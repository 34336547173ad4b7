package dev.deucalion.scrape.http;

import java.util.Arrays;

/**
 * A body as bytes in a borrowed buffer, after decompression. Belongs to one scrape: whoever made it
 * closes it, and must not touch the bytes afterwards.
 */
public final class Body implements AutoCloseable {
  private static final byte[] NONE = {};

  private final BodyBuffers buffers;
  private final long limitBytes;
  private final boolean limitIsConfigured;
  private byte[] bytes = NONE;
  private int length;

  /**
   * @param limitBytes the first size that is too large
   * @param limitIsConfigured whether it is the job's {@code body_size_limit}, which is an error of
   *     its own, or the bound that every body has
   */
  public Body(BodyBuffers buffers, long limitBytes, boolean limitIsConfigured) {
    this.buffers = buffers;
    this.limitBytes = limitBytes;
    this.limitIsConfigured = limitIsConfigured;
  }

  /** The buffer; the body is its first {@link #length} bytes. Changes as the body grows. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** Forgets the content. */
  void clear() {
    length = 0;
  }

  /** Makes room for an expected size, so that the body need not grow later. */
  void expect(long expectedBytes) throws FetchException {
    if (bytes.length == 0) {
      bytes = buffers.borrow((int) Math.min(Math.max(expectedBytes, 1), 1 << 26));
    }
  }

  /** Free bytes after the content, at least one; the body grows where it has to. */
  int room() throws FetchException {
    if (length == bytes.length) {
      grow();
    }
    return bytes.length - length;
  }

  /** Counts bytes that were written after the content. */
  void wrote(int count) throws FetchException {
    length += count;
    if (length >= limitBytes) {
      throw limitIsConfigured
          ? new FetchException(FetchException.Kind.BODY_SIZE_LIMIT, "body size limit exceeded")
          : FetchException.failed(
              "body is larger than " + limitBytes + " bytes, the most that is taken of any target");
    }
  }

  /**
   * Adds bytes to the content, for fetchers that have them already.
   *
   * @throws FetchException when the body is then too large
   */
  public void append(byte[] from, int offset, int count) throws FetchException {
    int done = 0;
    while (done < count) {
      expect(count);
      int step = Math.min(room(), count - done);
      System.arraycopy(from, offset + done, bytes, length, step);
      wrote(step);
      done += step;
    }
  }

  private void grow() throws FetchException {
    byte[] larger = buffers.borrow(Math.max(1, bytes.length * 2));
    System.arraycopy(bytes, 0, larger, 0, length);
    buffers.discard(bytes);
    bytes = larger;
  }

  private void giveBack() {
    if (bytes.length > 0) {
      buffers.giveBack(bytes);
    }
    bytes = NONE;
  }

  /** Gives the buffer back; may be called twice. */
  @Override
  public void close() {
    giveBack();
    length = 0;
  }

  /** A copy of the content. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }
}
