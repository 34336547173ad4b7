package dev.deucalion.model.time;

/** Time that passes, from no particular beginning, and a way to wait for it; tests turn it. */
public interface Ticker extends Waiting {
  /** The system's. */
  Ticker SYSTEM =
      new Ticker() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void park(long nanos) {
          Waiting.SYSTEM.park(nanos);
        }
      };

  /** Nanoseconds, of which only differences have a meaning; as {@link System#nanoTime}. */
  long nanoTime();
}
