package dev.deucalion.rules.alert;

/**
 * What a rule says of the times of its alerts.
 *
 * @param holdMs how long an alert must be there before it fires
 * @param keepFiringMs how long it goes on firing when it is there no more
 */
public record AlertTiming(long holdMs, long keepFiringMs) {}
