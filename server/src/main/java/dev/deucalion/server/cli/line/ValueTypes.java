package dev.deucalion.server.cli.line;

import dev.deucalion.server.flags.FlagType;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Types of values that tools have and the server has not. */
public final class ValueTypes {
  /** The name of a file that is there, and no directory. */
  public static final FlagType<String> EXISTING_FILE =
      new FlagType<>(FlagType.Arity.SINGLE, texts -> file(texts.getFirst()), text -> text, "");

  /** Names of files that are there. */
  public static final FlagType<List<String>> EXISTING_FILES =
      new FlagType<>(
          FlagType.Arity.REPEATED,
          texts -> texts.stream().map(ValueTypes::file).toList(),
          texts -> String.join(",", texts),
          List.of());

  /** A URL; the empty one where none is given. */
  public static final FlagType<URI> URL =
      new FlagType<>(
          FlagType.Arity.SINGLE, texts -> url(texts.getFirst()), URI::toString, URI.create(""));

  /** Names with values, each given as {@code name=value}. */
  public static final FlagType<SequencedMap<String, String>> PAIRS =
      new FlagType<>(FlagType.Arity.REPEATED, ValueTypes::pairs, String::valueOf, new TreeMap<>());

  private ValueTypes() {}

  /** One of some words. */
  public static FlagType<String> oneOf(String... words) {
    List<String> allowed = List.of(words);
    return new FlagType<>(
        FlagType.Arity.SINGLE,
        texts -> {
          String text = texts.getFirst();
          if (!allowed.contains(text)) {
            throw new IllegalArgumentException(
                "enum value must be one of " + String.join(",", allowed) + ", got '" + text + "'");
          }
          return text;
        },
        text -> text,
        "");
  }

  private static String file(String name) {
    Path path;
    try {
      path = Path.of(name);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("stat " + name + ": invalid argument", e);
    }
    if (!Files.exists(path)) {
      throw new IllegalArgumentException("path '" + name + "' does not exist");
    }
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException("'" + name + "' is a directory");
    }
    return name;
  }

  /** A host and port without a scheme have that of the command's choice. */
  private static URI url(String text) {
    try {
      if (text.startsWith(":")) {
        throw new URISyntaxException(text, "missing protocol scheme");
      }
      return new URI(text.contains("://") ? text : "http://" + text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "invalid URL: parse \"" + text + "\": " + e.getReason(), e);
    }
  }

  private static SequencedMap<String, String> pairs(List<String> texts) {
    SequencedMap<String, String> pairs = new TreeMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      int colon = text.indexOf(':');
      int at = equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
      if (at < 0) {
        throw new IllegalArgumentException("expected KEY=VALUE got '" + text + "'");
      }
      pairs.put(text.substring(0, at), text.substring(at + 1));
    }
    return pairs;
  }
}
