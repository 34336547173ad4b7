package dev.deucalion.rules.template.parse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A template that was parsed. Immutable.
 *
 * @param name of the template, for messages
 * @param text of which it was made
 * @param nodes what it does
 * @param defined further templates by name
 */
public record TemplateTree(
    String name, String text, List<Node> nodes, Map<String, List<Node>> defined) {
  /** Copies the collections. */
  public TemplateTree {
    nodes = List.copyOf(nodes);
    defined = Map.copyOf(defined);
  }

  /** What a template of a name does. */
  public Optional<List<Node>> template(String called) {
    return called.equals(name) ? Optional.of(nodes) : Optional.ofNullable(defined.get(called));
  }

  /** A place as messages tell it: name, line from 1 and bytes of the line before it. */
  public String place(int at) {
    String before = text.substring(0, at);
    long line = 1 + before.chars().filter(c -> c == '\n').count();
    String lineBefore = before.substring(before.lastIndexOf('\n') + 1);
    int bytes = lineBefore.getBytes(StandardCharsets.UTF_8).length;
    return name + ":" + line + ":" + bytes;
  }
}
