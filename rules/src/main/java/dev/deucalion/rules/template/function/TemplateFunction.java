package dev.deucalion.rules.template.function;

import dev.deucalion.rules.template.value.Value;
import java.util.Collections;
import java.util.List;

/**
 * A function of templates.
 *
 * @param parameters those that it needs
 * @param takesMore whether any number of values may follow
 */
public record TemplateFunction(
    String name, List<Parameter> parameters, boolean takesMore, Body body) {
  /** Copies the list. */
  public TemplateFunction {
    parameters = List.copyOf(parameters);
  }

  /** What a function does. */
  @FunctionalInterface
  interface Body {
    Value call(Arguments arguments) throws FunctionException;
  }

  /** One of these parameters. */
  static TemplateFunction of(String name, List<Parameter> parameters, Body body) {
    return new TemplateFunction(name, parameters, false, body);
  }

  /** One with a fixed number of arguments of any kind. */
  static TemplateFunction of(String name, int arguments, Body body) {
    return of(name, any(arguments), body);
  }

  /** One of these parameters, and any number of values behind them. */
  static TemplateFunction atLeast(String name, List<Parameter> parameters, Body body) {
    return new TemplateFunction(name, parameters, true, body);
  }

  /** One with any number of arguments from a least one on. */
  static TemplateFunction atLeast(String name, int arguments, Body body) {
    return atLeast(name, any(arguments), body);
  }

  private static List<Parameter> any(int count) {
    return Collections.nCopies(count, Parameter.ANY);
  }

  /** Calls the function with arguments that its parameters take. */
  public Value call(Arguments arguments) throws FunctionException {
    return body.call(arguments);
  }
}
