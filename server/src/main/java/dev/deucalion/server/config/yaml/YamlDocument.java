package dev.deucalion.server.config.yaml;

import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Parses YAML into nodes that know their places. */
public final class YamlDocument {
  private static final String BYTE_ORDER_MARK = "\ufeff";

  /** Deeper than anything of sense, and shallow enough for the stack of a thread. */
  private static final int MAX_DEPTH = 100;

  /** References to anchors; files that many jobs share their rules in have one or two a job. */
  private static final int MAX_ALIASES = 10_000;

  private YamlDocument() {}

  /**
   * The root of the first document; empty when the text holds none, and also when it is not YAML,
   * which is then among the problems. What comes behind it need not be YAML.
   */
  public static Optional<Node> parse(String text, String file, Problems problems) {
    return parse(text, file, problems, () -> {});
  }

  /**
   * The root of the first document, as {@link #parse(String, String, Problems)}.
   *
   * @param onMore told when something comes behind it
   */
  public static Optional<Node> parse(String text, String file, Problems problems, Runnable onMore) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setCodePointLimit(Integer.MAX_VALUE)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .build();
    String body = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    try {
      Optional<Mark> tooDeep = tooDeep(settings, body);
      if (tooDeep.isPresent()) {
        problems.at(
            tooDeep.get().getLine(),
            tooDeep.get().getColumn(),
            "yaml: nested more than " + MAX_DEPTH + " levels deep");
        return Optional.empty();
      }
      Iterator<Node> documents = new Compose(settings).composeAllFromString(body).iterator();
      if (!documents.hasNext()) {
        return Optional.empty();
      }
      Node root = documents.next();
      if (isFollowed(documents)) {
        onMore.run();
      }
      return Optional.of(root);
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      problems.at(
          mark.map(Mark::getLine).orElse(0),
          mark.map(Mark::getColumn).orElse(0),
          "yaml: " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.at(0, 0, "yaml: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static boolean isFollowed(Iterator<Node> documents) {
    try {
      return documents.hasNext();
    } catch (YamlEngineException e) {
      return true;
    }
  }

  /**
   * Where the nesting of the first document gets too deep, told without recursion, which composing
   * needs.
   */
  private static Optional<Mark> tooDeep(LoadSettings settings, String body) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(body)) {
      switch (event.getEventId()) {
        case SequenceStart, MappingStart -> depth++;
        case SequenceEnd, MappingEnd -> depth--;
        case DocumentEnd -> {
          return Optional.empty();
        }
        case Alias, Comment, DocumentStart, Scalar, StreamEnd, StreamStart -> {}
      }
      if (depth > MAX_DEPTH) {
        return event.getStartMark();
      }
    }
    return Optional.empty();
  }
}
