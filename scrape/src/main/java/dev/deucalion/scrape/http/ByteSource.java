package dev.deucalion.scrape.http;

import java.io.IOException;

/** Bytes of a body, one after the other. For one thread. */
public interface ByteSource {
  /**
   * Reads at least one byte and at most {@code length}, or answers -1 at the end of the body.
   *
   * @throws FetchException when the body ends too early or is malformed
   */
  int read(byte[] into, int offset, int length) throws IOException, FetchException;
}
