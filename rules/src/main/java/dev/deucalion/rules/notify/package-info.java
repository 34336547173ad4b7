/**
 * Tells Alertmanagers of alerts, by version 2 of their API. {@link
 * dev.deucalion.rules.notify.Notifier} is where to start reading: it keeps a set of Alertmanagers
 * for each configured entry, which discovery fills, and a queue with a virtual thread of its own
 * for each Alertmanager. What these are told is put into queues by the threads of rules, which
 * never wait for the network.
 *
 * <p>May depend on: {@code model.labels}, {@code model.relabel}, {@code model.stats}, {@code
 * model.time}, {@code rules.alert}, {@code scrape.aws}, {@code scrape.discovery}, {@code
 * scrape.http}, {@code scrape.options}.
 */
@NullMarked
package dev.deucalion.rules.notify;

import org.jspecify.annotations.NullMarked;
