package dev.deucalion.storage;

/** A store that takes samples. Safe for use by many threads. */
public interface Appendable {
  /** A new, empty batch. */
  Appender appender();
}
