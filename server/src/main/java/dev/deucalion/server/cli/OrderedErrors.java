package dev.deucalion.server.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Errors that appear behind what was printed before them, which waits in a buffer. */
final class OrderedErrors extends FilterOutputStream {
  private final OutputStream printed;

  /**
   * @param errors where errors go
   * @param printed what is written out before each of them
   */
  OrderedErrors(OutputStream errors, OutputStream printed) {
    super(errors);
    this.printed = printed;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    printed.flush();
    out.write(bytes, offset, length);
  }
}
