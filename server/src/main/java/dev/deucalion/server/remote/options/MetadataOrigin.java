package dev.deucalion.server.remote.options;

/** What tells the type and the unit that a series is sent with. */
public enum MetadataOrigin {
  /** Records of the log. */
  RECORDS,
  /** Labels of the series, {@code __type__} and {@code __unit__}; records tell the help alone. */
  LABELS
}
