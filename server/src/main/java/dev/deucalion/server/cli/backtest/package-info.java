/**
 * The command {@code backtest rules}: {@link dev.deucalion.server.cli.backtest.Backtest} evaluates
 * alerting rules over the past of a server, which {@link
 * dev.deucalion.server.cli.backtest.HistoryQuery} asks, with the state machine of the server, and
 * tells when alerts would have changed. One thread.
 */
@NullMarked
package dev.deucalion.server.cli.backtest;

import org.jspecify.annotations.NullMarked;
