package dev.deucalion.promql.testkit;

import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.testkit.CaseResult.Outcome;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs scripts. Beyond what a script says, each instant query is also evaluated as the middle step
 * of a range query, and again at other times with its selectors pinned to its time, where the
 * answer must be the same.
 */
public final class ScriptRunner {
  private final QueryEngine engine;
  private final Supplier<Tsdb> stores;

  /**
   * A runner over stores in memory.
   *
   * @param engine should allow experimental functions, which scripts use
   */
  public ScriptRunner(QueryEngine engine) {
    this(engine, ScriptRunner::storeInMemory);
  }

  /**
   * @param stores opens an empty store, which the runner closes
   */
  public ScriptRunner(QueryEngine engine, Supplier<Tsdb> stores) {
    this.engine = engine;
    this.stores = stores;
  }

  /** Takes samples of many hours in any order of series, as scripts load them. */
  private static Tsdb storeInMemory() {
    return Tsdb.inMemory(TsdbOptions.DEFAULTS.withChunkRangeMs(TsdbOptions.MAX_CHUNK_RANGE_MS));
  }

  /** Runs all commands of a script, also after one has failed. */
  public ScriptReport run(PromqlScript script) {
    List<CaseResult> results = new ArrayList<>();
    LoadedStore store = new LoadedStore(stores.get());
    try {
      for (ScriptCommand command : script.commands()) {
        switch (command) {
          case ScriptCommand.Clear clear -> {
            store.close();
            store = new LoadedStore(stores.get());
          }
          case ScriptCommand.Load load -> {
            String problem = store.load(load);
            if (!problem.isEmpty()) {
              results.add(new CaseResult(load.line(), "load", new Outcome.Failed(problem)));
            }
          }
          case ScriptCommand.Eval eval ->
              results.add(new CaseResult(eval.line(), eval.expr(), run(eval, store)));
        }
      }
      store.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ScriptReport(script.name(), results);
  }

  private Outcome run(ScriptCommand.Eval eval, LoadedStore store) {
    String missing = store.whatIsMissingFor(eval);
    if (!missing.isEmpty()) {
      return new Outcome.Skipped(missing);
    }
    String difference = new EvalCheck(engine, store.queryable(), eval).run();
    return difference.isEmpty() ? new Outcome.Passed() : new Outcome.Failed(difference);
  }
}
