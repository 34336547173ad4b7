package dev.deucalion.server.remote.options;

/** What may be switched on for a remote end that is written to. */
public enum WriteSwitch {
  /** {@code send_exemplars}. */
  EXEMPLARS,
  /** {@code send_native_histograms}; version 2 sends them in any case. */
  NATIVE_HISTOGRAMS,
  /** {@code round_robin_dns}: each connection goes to the next address of the name. */
  ROUND_ROBIN_DNS,
  /** {@code failed_request_logging}: what series a refused request had is logged. */
  FAILED_REQUEST_LOGGING
}
