package dev.deucalion.kubernetes.options;

/**
 * Which objects of a kind are looked at.
 *
 * @param label a label selector, empty for all
 * @param field a field selector, empty for all
 */
public record Selector(Role role, String label, String field) {}
