/**
 * What callers see of PromQL: {@link dev.deucalion.promql.engine.QueryEngine} takes a query and a
 * store and gives a {@link dev.deucalion.promql.engine.QueryResult}.
 */
@NullMarked
package dev.deucalion.promql.engine;

import org.jspecify.annotations.NullMarked;
