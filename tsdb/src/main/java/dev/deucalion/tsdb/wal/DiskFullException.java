package dev.deucalion.tsdb.wal;

import java.io.IOException;

/** There is no room for a batch on the disk: the store can be read only until there is. */
public final class DiskFullException extends IOException {
  DiskFullException(String message, Throwable cause) {
    super(message, cause);
  }

  DiskFullException(String message) {
    super(message);
  }
}
