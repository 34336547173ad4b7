package dev.deucalion.promql.plan;

import dev.deucalion.promql.ast.Expr;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of one syntax tree mean the same, so that one of them is evaluated for all. Parts are
 * told apart as objects: those of another tree, though equal, are not known.
 */
public final class Repetitions {
  /** None. */
  public static final Repetitions NONE = new Repetitions(List.of());

  private final IdentityHashMap<Expr, Expr> evaluated = new IdentityHashMap<>();

  /**
   * @param groups parts that mean the same. Of each group the one furthest to the right is
   *     evaluated: of annotations with the same text the one furthest to the right is shown.
   */
  Repetitions(List<List<Expr>> groups) {
    for (List<Expr> group : groups) {
      Expr last = group.getFirst();
      for (Expr part : group) {
        last = part.position().start() > last.position().start() ? part : last;
      }
      for (Expr part : group) {
        evaluated.put(part, last);
      }
    }
  }

  /** The part that is evaluated for this one, which may be itself; null where it stands alone. */
  public @Nullable Expr evaluatedFor(Expr part) {
    return evaluated.get(part);
  }

  /** How many parts there are that mean the same as another one. */
  int size() {
    return evaluated.size();
  }
}
