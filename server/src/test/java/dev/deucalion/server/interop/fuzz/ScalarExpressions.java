package dev.deucalion.server.interop.fuzz;

import java.util.random.RandomGenerator;

/** Random scalars. */
final class ScalarExpressions {
  private static final String[] NUMBERS = {
    "0", "1", "2", "-1", "0.5", "3.7", "-0", "1e3", "0x1F", "1e-3", "Inf", "-Inf", "NaN", "100",
    "1e18", ".3", "60"
  };

  private final RandomGenerator random;
  private final VectorExpressions vectors;

  ScalarExpressions(RandomGenerator random, VectorExpressions vectors) {
    this.random = random;
    this.vectors = vectors;
  }

  String number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  /** A number that sums stay exact with. */
  String summable() {
    return new String[] {"0", "1", "2", "-1", "0.5", "-3", "4"}[random.nextInt(7)];
  }

  String scalar(int depth) {
    if (depth <= 0) {
      return number();
    }
    return switch (random.nextInt(9)) {
      case 0 -> "scalar(" + vectors.vector(depth - 1, Precision.EXACT) + ")";
      case 1 -> "time()";
      case 2 -> "pi()";
      case 3 -> "-(" + scalar(depth - 1) + ")";
      case 4, 5 ->
          "("
              + scalar(depth - 1)
              + VectorExpressions.one(random, " + ", " - ", " * ", " / ", " % ", " ^ ", " atan2 ")
              + scalar(depth - 1)
              + ")";
      case 6 ->
          "("
              + scalar(depth - 1)
              + VectorExpressions.one(random, " == ", " != ", " > ", " < ", " >= ", " <= ")
              + "bool "
              + scalar(depth - 1)
              + ")";
      default -> number();
    };
  }
}
