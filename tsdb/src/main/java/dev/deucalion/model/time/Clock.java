package dev.deucalion.model.time;

/** Tells the time. The one place that asks the system is {@link #SYSTEM}. */
@FunctionalInterface
public interface Clock {
  /** The system's clock. */
  Clock SYSTEM = System::currentTimeMillis;

  /** Milliseconds since the epoch. */
  long nowMs();
}
