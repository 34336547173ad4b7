package dev.deucalion.promql.testkit;

import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.testkit.CaseResult.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs scripts. Beyond what a script says, each instant query is also evaluated as the middle step
 * of a range query, and again at other times with its selectors pinned to its time, where the
 * answer must be the same.
 */
public final class ScriptRunner {
  private final ScriptStore store;
  private final ScriptEvaluator evaluator;

  /**
   * Runs scripts on a store.
   *
   * @param evaluator evaluates over what is in the store
   */
  public ScriptRunner(ScriptStore store, ScriptEvaluator evaluator) {
    this.store = store;
    this.evaluator = evaluator;
  }

  /** Runs a script by an engine over a store in memory. */
  public static ScriptReport run(QueryEngine engine, PromqlScript script) {
    try (TsdbScriptStore store = new TsdbScriptStore()) {
      return new ScriptRunner(store, new EngineEvaluator(engine, store)).run(script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs all commands of a script, also after one has failed. */
  public ScriptReport run(PromqlScript script) {
    List<CaseResult> results = new ArrayList<>();
    try {
      store.clear();
      for (ScriptCommand command : script.commands()) {
        switch (command) {
          case ScriptCommand.Clear clear -> store.clear();
          case ScriptCommand.Load load -> {
            String problem = store.load(load);
            if (!problem.isEmpty()) {
              results.add(new CaseResult(load.line(), "load", new Outcome.Failed(problem)));
            }
          }
          case ScriptCommand.Eval eval ->
              results.add(new CaseResult(eval.line(), eval.expr(), run(eval)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ScriptReport(script.name(), results);
  }

  private Outcome run(ScriptCommand.Eval eval) {
    String difference = new EvalCheck(evaluator, eval).run();
    return difference.isEmpty() ? new Outcome.Passed() : new Outcome.Failed(difference);
  }
}
