package dev.deucalion.server.config.discovery;

import dev.deucalion.scrape.options.DiscoveryOptions;

/** Reads the entries of one mechanism's list, such as {@code file_sd_configs}. */
@FunctionalInterface
interface DiscoveryReader {
  /** The options of one entry; what is wrong is noted there, and defaults stand in. */
  DiscoveryOptions read(DiscoveryEntry entry);
}
