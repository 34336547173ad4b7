package dev.deucalion.rules.template.function;

import dev.deucalion.rules.template.value.Value;

/**
 * A function of templates.
 *
 * @param minArguments fewest that it takes
 * @param maxArguments most that it takes, {@link #ANY} for no limit
 */
public record TemplateFunction(String name, int minArguments, int maxArguments, Body body) {
  /** No limit of arguments. */
  static final int ANY = Integer.MAX_VALUE;

  /** What a function does. */
  @FunctionalInterface
  interface Body {
    Value call(Arguments arguments) throws FunctionException;
  }

  /** One with a fixed number of arguments. */
  static TemplateFunction of(String name, int arguments, Body body) {
    return new TemplateFunction(name, arguments, arguments, body);
  }

  /** One with any number of arguments from a least one on. */
  static TemplateFunction atLeast(String name, int arguments, Body body) {
    return new TemplateFunction(name, arguments, ANY, body);
  }

  /** Calls the function. */
  public Value call(Arguments arguments) throws FunctionException {
    int count = arguments.count();
    if (count < minArguments || count > maxArguments) {
      String want = maxArguments == ANY ? "at least " + minArguments : String.valueOf(minArguments);
      throw FunctionException.misused(
          "wrong number of args for " + name + ": want " + want + " got " + count);
    }
    return body.call(arguments);
  }
}
