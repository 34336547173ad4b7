package dev.deucalion.rules.template.run;

import dev.deucalion.rules.template.value.Value;

/** Bounds what one template may do. Not thread-safe. */
final class Steps {
  private static final long MAX_STEPS = 10_000_000;

  private long taken;

  /** Counts steps, of which making a character of a text is one. */
  void count(long steps) throws ExecutionException {
    taken += steps;
    if (taken > MAX_STEPS) {
      throw new ExecutionException("template takes too many steps");
    }
  }

  /** As steps, what it costs to make a value. */
  static long sizeOf(Value value) {
    return switch (value) {
      case Value.Text text -> text.text().length();
      case Value.Items items -> items.values().size();
      case Value.Table table -> table.entries().size();
      case Value.Nothing _,
          Value.Flag _,
          Value.Whole _,
          Value.Real _,
          Value.Structure _,
          Value.Sample _,
          Value.Moment _,
          Value.Span _,
          Value.Distribution _ ->
          1;
    };
  }
}
