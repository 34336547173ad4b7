package dev.deucalion.promql.ast;

import java.util.List;

/**
 * Name and types of a function.
 *
 * @param argTypes types of the arguments; the last one may be left out or repeated, see {@code
 *     variadic}
 * @param variadic 0: all arguments are needed; otherwise the last of {@code argTypes} may be left
 *     out and n greater than 0: may come up to n times; -1: any number of times
 */
public record FunctionSignature(
    String name,
    List<ValueType> argTypes,
    int variadic,
    ValueType returnType,
    boolean experimental) {
  /** Copies the list. */
  public FunctionSignature {
    argTypes = List.copyOf(argTypes);
  }
}
