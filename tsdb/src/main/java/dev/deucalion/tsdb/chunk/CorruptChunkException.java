package dev.deucalion.tsdb.chunk;

/** Bytes that are not the chunk they should be. */
public final class CorruptChunkException extends RuntimeException {
  /** With what is wrong. */
  public CorruptChunkException(String message) {
    super(message);
  }
}
