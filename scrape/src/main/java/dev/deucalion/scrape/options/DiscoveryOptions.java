package dev.deucalion.scrape.options;

/** One configured way to find targets. */
public sealed interface DiscoveryOptions permits StaticGroup {}
