package dev.deucalion.server.config.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects the faults of one file. Not thread-safe. */
public final class Problems {
  private final String file;
  private final List<Problem> found = new ArrayList<>();

  public Problems(String file) {
    this.file = file;
  }

  /** A fault at the start of a node. */
  public void at(Node node, String message) {
    int line = node.getStartMark().map(Mark::getLine).orElse(0);
    int column = node.getStartMark().map(Mark::getColumn).orElse(0);
    at(line, column, message);
  }

  /** A fault at a line and a column, both from 0 as the parser counts them. */
  void at(int line, int column, String message) {
    found.add(new Problem(file, line + 1, column + 1, message));
  }

  /** All faults in the order of their places. */
  public List<Problem> all() {
    return found.stream()
        .distinct()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }
}
