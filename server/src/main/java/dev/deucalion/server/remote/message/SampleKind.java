package dev.deucalion.server.remote.message;

/** What can be sent of a series, each counted by itself. */
public enum SampleKind {
  SAMPLE("samples"),
  HISTOGRAM("histograms"),
  EXEMPLAR("exemplars");

  private final String plural;

  SampleKind(String plural) {
    this.plural = plural;
  }

  /** As names of metrics have it. */
  public String plural() {
    return plural;
  }
}
