/**
 * What is written of queries: {@link dev.deucalion.server.querylog.ActiveQueries} keeps those that
 * run in a file, so that a start can tell what a crash interrupted; {@link
 * dev.deucalion.server.querylog.QueryLog} writes a line for each that has ended. Both hear of
 * queries on the threads that run them.
 */
@NullMarked
package dev.deucalion.server.querylog;

import org.jspecify.annotations.NullMarked;
