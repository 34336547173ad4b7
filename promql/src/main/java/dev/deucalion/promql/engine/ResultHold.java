package dev.deucalion.promql.engine;

import dev.deucalion.promql.exec.QueryMemory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the memory of an answer counted after the query has ended, until whoever asked has let the
 * answer go. For one query. Safe for many threads; may be closed before there is an answer.
 */
public final class ResultHold implements AutoCloseable {
  private @Nullable QueryMemory memory;
  private boolean closed;

  /** Takes over the memory of an answer. */
  synchronized void keep(QueryMemory ofAnswer) {
    if (closed) {
      ofAnswer.close();
    } else {
      memory = ofAnswer;
    }
  }

  /** The answer is let go. */
  @Override
  public synchronized void close() {
    closed = true;
    if (memory != null) {
      memory.close();
      memory = null;
    }
  }
}
