package dev.deucalion.http.exchange;

/** The bytes of a request's body. */
public final class Body {
  /** No bytes. */
  public static final Body EMPTY = new Body(new byte[0]);

  private final byte[] bytes;

  /** A body that takes over the bytes, which are never written to again. */
  public Body(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The bytes as they came; not to be written to. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }
}
