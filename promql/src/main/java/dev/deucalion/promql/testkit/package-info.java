/**
 * Runs scripts that load samples, evaluate queries and say what the answers must be, in the
 * language of Prometheus' {@code promqltest}. {@link dev.deucalion.promql.testkit.PromqlScript}
 * reads a script, {@link dev.deucalion.promql.testkit.ScriptRunner} runs it and says of each case
 * whether it passed. It needs a {@link dev.deucalion.promql.testkit.ScriptStore} to load and a
 * {@link dev.deucalion.promql.testkit.ScriptEvaluator} to ask: an engine in the process, or a
 * server by HTTP, which {@link dev.deucalion.promql.testkit.RemoteWriteScriptStore} loads. For use
 * in tests of any project, see docs/promql-scripts.md; runs on the caller's thread.
 *
 * @see <a href="https://github.com/prometheus/prometheus/tree/main/promql/promqltest">the
 *     language</a>
 */
@NullMarked
package dev.deucalion.promql.testkit;

import org.jspecify.annotations.NullMarked;
