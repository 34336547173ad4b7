package dev.deucalion.scrape.options;

/**
 * One configured way to find targets: an immutable value that belongs to its mechanism. Two that
 * are equal find the same targets, so that one search does for both.
 */
public interface DiscoveryOptions {
  /** The mechanism's name, as in the configuration: {@code file} for {@code file_sd_configs}. */
  String mechanism();
}
