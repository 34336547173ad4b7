package dev.deucalion.scrape.target;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.options.HistogramOptions;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint to scrape.
 *
 * @param discoveredLabels before relabeling
 * @param allLabels after relabeling, also those that start with two underscores; tells targets of a
 *     job apart, with the URL
 * @param labels what every series of the target carries
 * @param url where to scrape
 * @param intervalMs from the start of a scrape to that of the next
 * @param timeoutMs for a whole scrape
 * @param histograms what is made of its histograms
 */
public record Target(
    Labels discoveredLabels,
    Labels allLabels,
    Labels labels,
    String url,
    long intervalMs,
    long timeoutMs,
    HistogramOptions histograms) {

  /** What tells the targets of a job apart. */
  public record Key(Labels allLabels, String url) {
    /** As that of records, which takes some milliseconds of a start to link. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key(Labels labels, String address)
          && labels.equals(allLabels)
          && address.equals(url);
    }

    @Override
    public int hashCode() {
      return 31 * allLabels.hashCode() + url.hashCode();
    }
  }

  /** What tells it apart from the other targets of its job. */
  public Key key() {
    return new Key(allLabels, url);
  }

  /** Whether both scrape the same URL into the same series, if maybe not as often. */
  public boolean feedsSameSeriesAs(Target other) {
    return url.equals(other.url)
        && labels.equals(other.labels)
        && histograms.equals(other.histograms);
  }
}
