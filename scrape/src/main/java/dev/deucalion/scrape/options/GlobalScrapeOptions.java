package dev.deucalion.scrape.options;

import dev.deucalion.model.labels.Labels;

/**
 * What scraping takes from the {@code global} section; everything else there is merged into the
 * jobs by whoever reads the configuration.
 *
 * @param externalLabels they shift the moment of each target's scrapes, so that the members of a
 *     redundant pair do not scrape at once
 */
public record GlobalScrapeOptions(Labels externalLabels) {
  /** No external labels. */
  public static final GlobalScrapeOptions DEFAULTS = new GlobalScrapeOptions(Labels.EMPTY);
}
