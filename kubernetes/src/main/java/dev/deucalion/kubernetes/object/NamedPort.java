package dev.deucalion.kubernetes.object;

/** A port of a service or of endpoints. */
public record NamedPort(String name, int number, String protocol) {}
