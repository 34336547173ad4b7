package dev.deucalion.http.netty;

import java.io.IOException;

/** Compresses a body piece by piece. Belongs to the thread of the request. */
interface Packer {
  /** Takes the first bytes of a page, which the caller uses again. */
  void write(byte[] page, int size) throws IOException;

  /** Writes what is left. Called once, last. */
  void finish() throws IOException;

  /** Gives back memory without writing anything, also after {@link #finish}. */
  void end();
}
