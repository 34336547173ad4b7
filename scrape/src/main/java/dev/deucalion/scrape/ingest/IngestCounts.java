package dev.deucalion.scrape.ingest;

/** What became of one body. Belongs to one scrape at a time; {@link #reset} begins the next. */
public final class IngestCounts {
  int scraped;
  int postRelabeling;
  int seriesAdded;
  int outOfOrder;
  int duplicates;
  int outOfBounds;
  int exemplarsOutOfOrder;

  public void reset() {
    scraped = 0;
    postRelabeling = 0;
    seriesAdded = 0;
    outOfOrder = 0;
    duplicates = 0;
    outOfBounds = 0;
    exemplarsOutOfOrder = 0;
  }

  /** Samples in the body. */
  public int scraped() {
    return scraped;
  }

  /** Samples that relabeling left, those that were refused for other reasons included. */
  public int postRelabeling() {
    return postRelabeling;
  }

  /** Series that were not in the body before. */
  public int seriesAdded() {
    return seriesAdded;
  }

  /** Samples refused as older than their series' newest. */
  public int outOfOrder() {
    return outOfOrder;
  }

  /** Samples refused as second ones for their time. */
  public int duplicates() {
    return duplicates;
  }

  /** Samples refused as too old, or too far in the future. */
  public int outOfBounds() {
    return outOfBounds;
  }

  /** Exemplars refused as older than their series' newest. */
  public int exemplarsOutOfOrder() {
    return exemplarsOutOfOrder;
  }
}
