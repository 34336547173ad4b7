package dev.deucalion.http.federate;

import java.util.concurrent.atomic.LongAdder;

/** What federation counts. Safe for use by many threads. */
public final class FederateCounters {
  final LongAdder errors = new LongAdder();
  final LongAdder warnings = new LongAdder();

  /** Requests that could not be answered since the store could not be read. */
  public long errors() {
    return errors.sum();
  }

  /** Warnings of the store while it was read. */
  public long warnings() {
    return warnings.sum();
  }
}
