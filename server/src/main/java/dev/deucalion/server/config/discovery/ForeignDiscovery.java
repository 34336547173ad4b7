package dev.deucalion.server.config.discovery;

import dev.deucalion.scrape.options.DiscoveryOptions;

/** A mechanism whose configuration is read, and which the program does not have. */
record ForeignDiscovery(String mechanism) implements DiscoveryOptions {}
