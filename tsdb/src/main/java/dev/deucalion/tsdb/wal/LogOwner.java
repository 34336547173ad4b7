package dev.deucalion.tsdb.wal;

/** What kind of store a log belongs to, and so which program of Prometheus may be given it. */
public enum LogOwner {
  /** A server skips records of types that it does not know. */
  SERVER,
  /** An agent takes them, and metadata, for damage: they are hidden in records that it skips. */
  AGENT;

  /** Whether records of a type have to be hidden. */
  boolean hides(RecordType type) {
    return this == AGENT && (type == RecordType.METADATA || type == RecordType.BATCH);
  }
}
