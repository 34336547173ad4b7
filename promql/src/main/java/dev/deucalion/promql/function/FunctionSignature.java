package dev.deucalion.promql.function;

import dev.deucalion.promql.ast.ValueType;
import java.util.List;

/**
 * Name and types of a function.
 *
 * @param argTypes types of the arguments; the last one may be left out or repeated, see {@code
 *     variadic}
 * @param variadic 0: all arguments are needed; n greater than 0: the last n are optional; -1: the
 *     last one may come any number of times, also none
 */
public record FunctionSignature(
    String name,
    List<ValueType> argTypes,
    int variadic,
    ValueType returnType,
    boolean experimental) {
  public FunctionSignature {
    argTypes = List.copyOf(argTypes);
  }
}
