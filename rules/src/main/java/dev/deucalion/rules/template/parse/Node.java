package dev.deucalion.rules.template.parse;

import dev.deucalion.model.labels.GoQuote;
import java.util.List;
import java.util.Optional;

/** What a template does, in order. */
public sealed interface Node {
  /** Writes a text. */
  record Text(String text) implements Node {}

  /** Writes a value, unless it declares variables. */
  record Action(Pipeline pipeline) implements Node {}

  /** {@code if}: one of two lists. */
  record If(Pipeline condition, List<Node> then, List<Node> otherwise) implements Node {
    /** Copies the lists. */
    public If {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /** {@code with}: as {@code if}, and the dot is the value meanwhile. */
  record With(Pipeline value, List<Node> then, List<Node> otherwise) implements Node {
    /** Copies the lists. */
    public With {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /** {@code range}: a list for each element, another where there are none. */
  record Range(Pipeline elements, List<Node> each, List<Node> otherwise) implements Node {
    /** Copies the lists. */
    public Range {
      each = List.copyOf(each);
      otherwise = List.copyOf(otherwise);
    }
  }

  /**
   * {@code template}: another template.
   *
   * @param argument its dot; none for nil
   * @param at index of the name in the template
   */
  record Call(String name, Optional<Pipeline> argument, int at) implements Node {
    /** As written, with one blank between words. */
    @Override
    public String toString() {
      return "{{template "
          + GoQuote.quote(name)
          + argument.map(pipeline -> " " + pipeline).orElse("")
          + "}}";
    }
  }

  /** {@code break}. */
  record Break() implements Node {}

  /** {@code continue}. */
  record Continue() implements Node {}
}
