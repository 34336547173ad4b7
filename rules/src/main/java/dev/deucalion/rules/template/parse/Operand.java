package dev.deucalion.rules.template.parse;

import java.util.List;

/** A word of a command. */
public sealed interface Operand {
  /** Index of its first character in the template. */
  int at();

  /** {@code .} */
  record Dot(int at) implements Operand {
    @Override
    public String toString() {
      return ".";
    }
  }

  /** {@code nil} */
  record Nil(int at) implements Operand {
    @Override
    public String toString() {
      return "nil";
    }
  }

  /** {@code true} or {@code false} */
  record Bool(boolean value, int at) implements Operand {
    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  /** A number without point and exponent, or a character. */
  record Whole(long value, String text, int at) implements Operand {
    @Override
    public String toString() {
      return text;
    }
  }

  /** Any other number. */
  record Real(double value, String text, int at) implements Operand {
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * A text in quotes of any kind.
   *
   * @param text as written
   */
  record Str(String value, String text, int at) implements Operand {
    @Override
    public String toString() {
      return text;
    }
  }

  /** {@code $name} */
  record Variable(String name, int at) implements Operand {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The name of a function. */
  record Function(String name, int at) implements Operand {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A pipeline in parentheses. */
  record Nested(Pipeline pipeline, int at) implements Operand {
    @Override
    public String toString() {
      return "(" + pipeline + ")";
    }
  }

  /**
   * {@code .a.b} of something, which is the dot where only they are written.
   *
   * @param names at least one
   * @param at index of the first name that follows what is written before it
   */
  record Fields(Operand of, List<String> names, int at) implements Operand {
    /** Copies the list. */
    public Fields {
      names = List.copyOf(names);
    }

    @Override
    public String toString() {
      String path = "." + String.join(".", names);
      return of instanceof Dot ? path : of + path;
    }
  }
}
