package dev.deucalion.server.flags;

/** What {@code --help} and {@code --write-documentation} print. */
public final class Usage {
  private static final int WIDTH = 80;
  private static final int LONGEST_IN_COLUMN = 30;

  private Usage() {}

  /**
   * The help text.
   *
   * @param program name of the program as it was called
   */
  public static String help(String program) {
    StringBuilder out = new StringBuilder();
    out.append("usage: ").append(program).append(" [<flags>]\n\n");
    out.append("The Prometheus monitoring server, as Deucalion implements it\n\n\nFlags:\n");
    int column = 2;
    for (Flag<?> flag : AllFlags.BY_NAME.values()) {
      int length = title(flag).length();
      if (!flag.hidden() && length < LONGEST_IN_COLUMN) {
        column = Math.max(column, length);
      }
    }
    for (Flag<?> flag : AllFlags.BY_NAME.values()) {
      if (!flag.hidden()) {
        appendFlag(out, flag, column);
      }
    }
    return out.toString();
  }

  /** The flags as a table in Markdown. */
  public static String markdown() {
    StringBuilder out =
        new StringBuilder("| Flag | Description | Default |\n| --- | --- | --- |\n");
    for (Flag<?> flag : AllFlags.BY_NAME.values()) {
      if (!flag.hidden()) {
        out.append("| `--").append(flag.name()).append("` | ");
        out.append(help(flag).replace("|", "\\|")).append(" | ");
        out.append(flag.defaults().isEmpty() ? "" : "`" + joined(flag) + "`").append(" |\n");
      }
    }
    return out.toString();
  }

  private static void appendFlag(StringBuilder out, Flag<?> flag, int column) {
    String title = title(flag);
    out.append("  ").append(title);
    int at = title.length();
    if (at >= LONGEST_IN_COLUMN) {
      out.append('\n');
      at = -2;
    }
    int lineLength = -1;
    for (String word : help(flag).split(" ", -1)) {
      if (lineLength >= 0 && column + 4 + lineLength + 1 + word.length() > WIDTH) {
        out.append('\n');
        at = -2;
        lineLength = -1;
      }
      if (lineLength < 0) {
        out.append(" ".repeat(column + 2 - at)).append(word);
        lineLength = word.length();
      } else {
        out.append(' ').append(word);
        lineLength += 1 + word.length();
      }
    }
    out.append('\n');
  }

  private static String title(Flag<?> flag) {
    String dashes = flag.equals(AllFlags.HELP) ? "-h, --" : "    --";
    return switch (flag.type().arity()) {
      case SWITCH -> dashes + "[no-]" + flag.name();
      case SINGLE -> dashes + flag.name() + "=" + placeholder(flag);
      case REPEATED -> dashes + flag.name() + "=" + placeholder(flag) + " ...";
    };
  }

  private static String placeholder(Flag<?> flag) {
    return flag.placeholder().isEmpty() ? "\"" + joined(flag) + "\"" : flag.placeholder();
  }

  private static String joined(Flag<?> flag) {
    return String.join(",", flag.defaults());
  }

  private static String help(Flag<?> flag) {
    return switch (flag.mode()) {
      case ANY -> flag.help();
      case SERVER -> flag.help() + " Use with server mode only.";
      case AGENT -> flag.help() + " Use with agent mode only.";
    };
  }
}
