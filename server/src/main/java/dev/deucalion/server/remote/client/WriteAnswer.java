package dev.deucalion.server.remote.client;

import dev.deucalion.server.remote.message.KindCounts;
import org.jspecify.annotations.Nullable;

/** What became of a request of remote write. */
public sealed interface WriteAnswer {
  /**
   * It was taken.
   *
   * @param written what the other end says that it wrote; null where it does not say
   */
  record Taken(@Nullable KindCounts written) implements WriteAnswer {}

  /**
   * It may be taken when it is sent again.
   *
   * @param afterMs what the other end asks to wait, 0 where it does not ask
   */
  record TryAgain(String why, long afterMs) implements WriteAnswer {}

  /**
   * It was refused for good.
   *
   * @param written what the other end says that it wrote nevertheless; null where it does not say
   */
  record Refused(String why, @Nullable KindCounts written) implements WriteAnswer {}

  /** The client was closed meanwhile. */
  record Cancelled() implements WriteAnswer {}
}
