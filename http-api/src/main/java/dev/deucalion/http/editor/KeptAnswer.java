package dev.deucalion.http.editor;

import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.QueryException;
import java.lang.ref.SoftReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer that takes long to collect and is asked for at each key. Who asks before there is one
 * waits for it; everybody else gets the one that is known, and the first who finds it old has it
 * collected anew in the background. A collection goes on when those who wait for it give up: the
 * next key wants the same. Safe for many threads.
 *
 * @param <T> what is answered, immutable
 */
final class KeptAnswer<T> {
  private static final Logger LOG = LoggerFactory.getLogger(KeptAnswer.class);

  private final long maxAgeMs;
  private final Clock clock;
  private final Executor background;

  /** Goes when memory is short. */
  private SoftReference<T> known = new SoftReference<>(null);

  /** When the last collection began. */
  private long begunMs;

  /** The collection that has not ended yet; null without one. */
  private @Nullable CompletableFuture<T> underWay;

  /**
   * Nothing is known yet.
   *
   * @param maxAgeMs from which age on it is collected anew
   * @param background runs collections, never two of one answer at a time
   */
  KeptAnswer(long maxAgeMs, Clock clock, Executor background) {
    this.maxAgeMs = maxAgeMs;
    this.clock = clock;
    this.background = background;
  }

  /**
   * The answer, perhaps an old one.
   *
   * @param collect makes a new one
   * @throws QueryException of kind CANCELED when this thread is interrupted while it waits, or
   *     nothing is collected any more
   * @throws RuntimeException of the collection when there is no answer from before
   */
  T get(Supplier<T> collect) {
    CompletableFuture<T> awaited;
    synchronized (this) {
      T answer = known.get();
      boolean isDue = answer == null || Math.abs(clock.nowMs() - begunMs) >= maxAgeMs;
      awaited = underWay == null && isDue ? begin(collect) : underWay;
      if (answer != null) {
        return answer;
      }
    }
    return await(awaited);
  }

  private CompletableFuture<T> begin(Supplier<T> collect) {
    CompletableFuture<T> begun = new CompletableFuture<>();
    begunMs = clock.nowMs();
    underWay = begun;
    try {
      background.execute(() -> run(collect, begun));
    } catch (RejectedExecutionException e) {
      underWay = null;
      begun.completeExceptionally(canceled());
    } catch (Error e) { // no thread could be started
      underWay = null;
      begun.completeExceptionally(e);
    }
    return begun;
  }

  private void run(Supplier<T> collect, CompletableFuture<T> begun) {
    try {
      T answer = collect.get();
      end(new SoftReference<>(answer));
      begun.complete(answer);
    } catch (RuntimeException | Error e) {
      end(null);
      begun.completeExceptionally(e);
      LOG.atDebug().setCause(e).log("Collecting what completion knows failed");
    }
  }

  /**
   * @param answer null keeps the one from before
   */
  private synchronized void end(@Nullable SoftReference<T> answer) {
    underWay = null;
    if (answer != null) {
      known = answer;
    }
  }

  private static <T> T await(@Nullable CompletableFuture<T> awaited) {
    if (awaited == null) {
      throw canceled();
    }
    try {
      return awaited.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw canceled();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  private static QueryException canceled() {
    return new QueryException(
        QueryException.Kind.CANCELED, "query was canceled in query execution");
  }
}
