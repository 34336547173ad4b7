package dev.deucalion.http.encode;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Collects bytes in pages and hands each full page on. Where pages go is the subclass' affair; it
 * may block there, which is how a slow reader slows the writer down.
 */
public abstract class PageSink extends OutputStream {
  /** Most bytes that {@link #reserve} can promise; no page is smaller. */
  public static final int MAX_RESERVE = 512;

  private byte[] page;
  private int size;
  private long handedOn;

  protected PageSink(byte[] firstPage) {
    page = checked(firstPage);
  }

  /**
   * Takes the first {@code size} bytes of a full page and returns the page to go on with, which may
   * be the same.
   */
  protected abstract byte[] nextPage(byte[] full, int size) throws IOException;

  /** Page that is being filled. */
  protected final byte[] page() {
    return page;
  }

  /** How many bytes of {@link #page()} are filled. */
  protected final int size() {
    return size;
  }

  /**
   * Makes room for some bytes in one piece. Write them into {@link #buffer()} from the returned
   * index on, then call {@link #advanceTo}.
   *
   * @param bytes {@link #MAX_RESERVE} at most
   */
  final int reserve(int bytes) throws IOException {
    if (page.length - size < bytes) {
      turnPage();
    }
    return size;
  }

  final byte[] buffer() {
    return page;
  }

  /** Index in {@link #buffer()} that the next byte comes to. */
  final int position() {
    return size;
  }

  /** How many pages have gone. While that stays the same, so does what {@link #buffer()} has. */
  final long pagesHandedOn() {
    return handedOn;
  }

  final void advanceTo(int position) {
    size = position;
  }

  @Override
  public final void write(int b) throws IOException {
    int at = reserve(1);
    page[at] = (byte) b;
    size = at + 1;
  }

  @Override
  public final void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int from = offset;
    int left = length;
    while (left > 0) {
      if (size == page.length) {
        turnPage();
      }
      int n = Math.min(left, page.length - size);
      System.arraycopy(bytes, from, page, size, n);
      size += n;
      from += n;
      left -= n;
    }
  }

  @Override
  public final void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  /** Hands on what was written so far, which may be nothing, without waiting for a full page. */
  public final void handOn() throws IOException {
    turnPage();
  }

  private void turnPage() throws IOException {
    handedOn++;
    page = checked(nextPage(page, size));
    size = 0;
  }

  private static byte[] checked(byte[] page) {
    if (page.length < MAX_RESERVE) {
      throw new IllegalArgumentException("a page of " + page.length + " bytes is too small");
    }
    return page;
  }
}
