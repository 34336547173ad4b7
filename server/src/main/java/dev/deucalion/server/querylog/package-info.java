/**
 * What is written of queries and scrapes in files of their own: {@link
 * dev.deucalion.server.querylog.ActiveQueries} keeps queries that run, so that a start can tell
 * what a crash interrupted; {@link dev.deucalion.server.querylog.QueryLog} writes a line for each
 * that has ended, {@link dev.deucalion.server.querylog.ScrapeFailureLog} one for each scrape that
 * failed. All hear of it on the threads that do the work.
 */
@NullMarked
package dev.deucalion.server.querylog;

import org.jspecify.annotations.NullMarked;
