package dev.deucalion.server.notice;

/** What there may be to know. Clients see the texts, those of Prometheus where it has one. */
public enum Notice {
  STARTING_UP("Prometheus is starting and replaying the write-ahead log (WAL)."),
  RELOAD_FAILED("Configuration reload has failed."),
  SHUTTING_DOWN("Prometheus is shutting down and gracefully stopping all operations."),
  READ_ONLY("The disk is full: no samples are taken until there is room again.");

  private final String text;

  Notice(String text) {
    this.text = text;
  }

  /** How clients see it. */
  public String text() {
    return text;
  }
}
