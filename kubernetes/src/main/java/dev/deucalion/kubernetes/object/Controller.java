package dev.deucalion.kubernetes.object;

/** The owner of an object that controls it. */
public record Controller(String kind, String name) {}
