package dev.deucalion.storage;

import java.util.function.Supplier;

/**
 * Lets the reader of a store end work there that takes long: the reader says what is to be asked
 * now and then, the store asks, and what is asked throws. It is known to the thread that reads and
 * to nobody else. Work without a guard goes on to its end.
 */
public final class ReadGuard {
  /** How many steps of a loop go by between two questions; a power of two. */
  private static final int STEPS = 256;

  private static final ScopedValue<Runnable> GUARD = ScopedValue.newInstance();

  private ReadGuard() {}

  /**
   * Reads under a guard.
   *
   * @param guard asked every few hundred steps; what it throws ends the read
   * @param read reads a store on this thread
   */
  public static <T> T call(Runnable guard, Supplier<T> read) {
    return ScopedValue.where(GUARD, guard).call(read::get);
  }

  /**
   * Asks the guard, where there is one, at every few hundredth step of a loop.
   *
   * @param step number of the step, which goes up by one each time
   */
  public static void check(int step) {
    if ((step & (STEPS - 1)) == 0 && GUARD.isBound()) {
      GUARD.get().run();
    }
  }
}
