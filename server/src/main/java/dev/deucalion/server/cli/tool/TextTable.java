package dev.deucalion.server.cli.tool;

import java.util.ArrayList;
import java.util.List;

/** Columns of text, each as wide as its widest cell and some spaces. */
public final class TextTable {
  private final int minWidth;
  private final int padding;
  private final List<List<String>> rows = new ArrayList<>();
  private boolean openEnd;

  /**
   * @param minWidth least width of a column
   * @param padding spaces behind the widest cell
   */
  public TextTable(int minWidth, int padding) {
    this.minWidth = minWidth;
    this.padding = padding;
  }

  /** Has lines end with their last cell. */
  public TextTable withOpenEnd() {
    openEnd = true;
    return this;
  }

  /** Adds a row, of as many cells as all others have. */
  public void add(String... cells) {
    rows.add(List.of(cells));
  }

  /** The rows as lines, each cell filled up with spaces. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    int columns = rows.isEmpty() ? 0 : rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], Math.max(minWidth, row.get(i).length() + padding));
      }
    }
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        boolean filled = !openEnd || i + 1 < columns;
        out.append(row.get(i)).repeat(' ', filled ? widths[i] - row.get(i).length() : 0);
      }
      out.append('\n');
    }
    return out.toString();
  }
}
