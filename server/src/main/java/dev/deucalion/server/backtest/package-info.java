/**
 * Alerting rules over the past. {@link dev.deucalion.server.backtest.GroupReplay} evaluates a group
 * at one time after the other, with the state machine of the server; {@link
 * dev.deucalion.server.backtest.RuleBacktest} does so over a store, for the API, and the command
 * {@code backtest rules} over what it asks a server. One thread for each of them.
 */
@NullMarked
package dev.deucalion.server.backtest;

import org.jspecify.annotations.NullMarked;
