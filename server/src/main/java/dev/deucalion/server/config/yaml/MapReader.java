package dev.deucalion.server.config.yaml;

import dev.deucalion.server.units.ByteSize;
import dev.deucalion.server.units.PromDuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Takes one mapping apart, key by key, and keeps what was read, defaults filled in, in the order of
 * reading: {@link #printed} is the mapping as it is in force. {@link #finish} at the end reports
 * the keys that nobody asked for.
 *
 * <p>A fault is added to the problems and the default stands in, so reading goes on. As in Go's
 * YAML library a value that is null is the zero of its type: empty, false or 0.
 */
public final class MapReader {
  private static final int SHOWN_VALUE_LENGTH = 10;

  private final Node node;
  private final String type;
  private final Problems problems;
  private final SequencedMap<String, NodeTuple> unread = new LinkedHashMap<>();
  private final SequencedMap<String, Object> printed = new LinkedHashMap<>();

  /**
   * Starts on a node; one that is no mapping is a problem, and then every key is missing.
   *
   * @param type name of the type that Prometheus reads this mapping into, for its messages
   */
  public MapReader(Node node, String type, Problems problems) {
    this.node = node;
    this.type = type;
    this.problems = problems;
    if (node instanceof MappingNode mapping) {
      collect(mapping);
    } else if (!Scalars.isNull(node)) {
      mismatch(node, type);
    }
  }

  /** A mapping without entries, in the place of one that is not there. */
  public static Node nothing() {
    return new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK);
  }

  private void collect(MappingNode mapping) {
    List<Node> merged = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.at(tuple.getKeyNode(), "invalid map key");
      } else if (key.isPlain() && key.getValue().equals("<<")) {
        merged.add(tuple.getValueNode());
      } else {
        String name = Scalars.text(key);
        if (name == null) {
          problems.at(key, "!!binary value contains invalid base64 data");
        } else if (unread.putIfAbsent(name, tuple) != null) {
          problems.at(
              key,
              isOpen()
                  ? "key " + quote(name) + " already set in map"
                  : "field " + name + " already set in type " + type);
        }
      }
    }
    merged.forEach(this::merge);
  }

  /** Whether any key is welcome. */
  private boolean isOpen() {
    return type.startsWith("map[");
  }

  private void merge(Node source) {
    switch (source) {
      case MappingNode mapping -> {
        MapReader other = new MapReader(mapping, type, problems);
        other.unread.forEach(unread::putIfAbsent);
      }
      case SequenceNode sequence -> sequence.getValue().forEach(this::mergeOne);
      default -> problems.at(source, "map merge requires map or sequence of maps as the value");
    }
  }

  private void mergeOne(Node source) {
    if (source instanceof MappingNode) {
      merge(source);
    } else {
      problems.at(source, "map merge requires map or sequence of maps as the value");
    }
  }

  /** The mapping itself, as a place for problems. */
  public Node node() {
    return node;
  }

  public Problems problems() {
    return problems;
  }

  /** What was read so far, in the order of reading. */
  public SequencedMap<String, Object> printed() {
    return printed;
  }

  /** Adds to what was read; empty texts, lists and maps are left out. */
  public void print(String key, Object value) {
    boolean empty =
        value instanceof String text && text.isEmpty()
            || value instanceof List<?> list && list.isEmpty()
            || value instanceof Map<?, ?> map && map.isEmpty();
    if (!empty) {
      printed.put(key, value);
    }
  }

  /** Whether the key is there and was not taken yet. */
  public boolean has(String key) {
    return unread.containsKey(key);
  }

  /** The keys that were not taken yet. */
  public List<String> keys() {
    return List.copyOf(unread.keySet());
  }

  /** The key of an entry that was not taken yet, as a place for problems. */
  public Node keyNode(String key) {
    NodeTuple tuple = unread.get(key);
    return tuple == null ? node : tuple.getKeyNode();
  }

  /** The value of an entry that was not taken yet, and stays so; null where there is none. */
  public @Nullable Node peek(String key) {
    NodeTuple tuple = unread.get(key);
    return tuple == null ? null : tuple.getValueNode();
  }

  /** The value, or null where there is none; a value that is null counts as none. */
  public @Nullable Node take(String key) {
    NodeTuple tuple = unread.remove(key);
    return tuple == null || Scalars.isNull(tuple.getValueNode()) ? null : tuple.getValueNode();
  }

  /** The mapping under a key; an empty one, at the place of this one, where there is none. */
  public MapReader section(String key, String sectionType) {
    Node value = take(key);
    Node section =
        value != null
            ? value
            : new MappingNode(
                Tag.MAP, true, List.of(), FlowStyle.BLOCK, node.getStartMark(), node.getEndMark());
    return new MapReader(section, sectionType, problems);
  }

  /** Keeps the next place in what is printed for a key whose value is known, and printed, later. */
  public void reserve(String key) {
    printed.put(key, "");
  }

  /** A text, which is left out of what is printed when it is empty. */
  public String text(String key, String fallback) {
    String text = has(key) ? textOf(take(key)) : fallback;
    print(key, text);
    return text;
  }

  /** A text that is printed as {@code <secret>}; empty where there is none. */
  public String secret(String key) {
    String text = textOf(take(key));
    print(key, text.isEmpty() ? "" : "<secret>");
    return text;
  }

  /** A text that is printed even when it is empty. */
  public String textAlwaysPrinted(String key, String fallback) {
    String text = text(key, fallback);
    printed.put(key, text);
    return text;
  }

  /** A boolean that is printed in any case. */
  public boolean flagAlwaysPrinted(String key, boolean fallback) {
    boolean value = flag(key, fallback);
    printed.put(key, value);
    return value;
  }

  /** A boolean that is printed when it is true. */
  public boolean flag(String key, boolean fallback) {
    boolean given = has(key);
    Node value = take(key);
    boolean result = given ? flagOf(value, fallback) : fallback;
    if (result) {
      printed.put(key, true);
    }
    return result;
  }

  /** A duration in milliseconds; 0 means the fallback. Printed unless it is 0. */
  public long durationMs(String key, long fallbackMs) {
    long value = parsed(key, 0L, PromDuration::parseMs);
    long resultMs = value == 0 ? fallbackMs : value;
    print(key, resultMs == 0 ? "" : PromDuration.format(resultMs));
    return resultMs;
  }

  /** A size in bytes; 0 means the fallback. Printed unless it is 0. */
  public long bytes(String key, long fallback) {
    long value = parsed(key, 0L, ByteSize::parse);
    long result = value == 0 ? fallback : value;
    print(key, result == 0 ? "" : ByteSize.format(result));
    return result;
  }

  /** A count; 0 means the fallback. Printed unless it is 0. */
  public long count(String key, long fallback) {
    Node value = take(key);
    Long count = value instanceof ScalarNode scalar ? Scalars.integer(scalar) : null;
    if (value != null && (count == null || count < 0)) {
      mismatch(value, "uint");
    }
    long result = count == null || count <= 0 ? fallback : count;
    if (result != 0) {
      printed.put(key, result);
    }
    return result;
  }

  /** An integer of any sign. Printed unless it is 0. */
  public long integer(String key, long fallback) {
    Node value = take(key);
    Long integer = value instanceof ScalarNode scalar ? Scalars.integer(scalar) : null;
    if (value != null && integer == null) {
      mismatch(value, "int");
    }
    long result = integer == null ? fallback : integer;
    if (result != 0) {
      printed.put(key, result);
    }
    return result;
  }

  /** A number, 0 where there is none. Printed unless it is 0. */
  public double number(String key) {
    Node value = take(key);
    Double number = value instanceof ScalarNode scalar ? Scalars.number(scalar) : null;
    if (value != null && number == null) {
      mismatch(value, "float64");
    }
    double result = number == null ? 0 : number;
    if (result != 0) {
      printed.put(key, result == Math.rint(result) ? (Object) (long) result : (Object) result);
    }
    return result;
  }

  /** A number that may be infinite or NaN, 0 where there is none; not printed. */
  public double anyNumber(String key) {
    Node value = take(key);
    Double number = value instanceof ScalarNode scalar ? Scalars.anyNumber(scalar) : null;
    if (value != null && number == null) {
      mismatch(value, "float64");
    }
    return number == null ? 0 : number;
  }

  /**
   * A value that is read from its text; not printed.
   *
   * @param parser throws IllegalArgumentException with the message of the problem
   */
  public <T> T parsed(String key, T fallback, Function<String, T> parser) {
    Node value = take(key);
    String text = value == null ? "" : textOf(value);
    if (value == null || !(value instanceof ScalarNode)) {
      return fallback;
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      problems.at(value, String.valueOf(e.getMessage()));
      return fallback;
    }
  }

  /** The elements of a list as nodes, none where there is no list. */
  public List<Node> elements(String key, String elementType) {
    Node value = take(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    mismatch(value, "[]" + elementType);
    return List.of();
  }

  /** A list of texts, printed in block style. */
  public List<String> texts(String key) {
    List<String> texts = elements(key, "string").stream().map(this::textOf).toList();
    print(key, texts);
    return texts;
  }

  /** The texts of a list; none, and a problem, for anything else. */
  public List<String> textsOf(Node value) {
    if (value instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(this::textOf).toList();
    }
    if (!Scalars.isNull(value)) {
      mismatch(value, "[]string");
    }
    return List.of();
  }

  /** The entries of a mapping by key, sorted; none where there is no mapping. Not printed. */
  public <T> SequencedMap<String, T> entries(
      String key, String mapType, BiFunction<String, Node, T> reader) {
    Node value = take(key);
    SequencedMap<String, T> entries = new LinkedHashMap<>();
    if (value != null) {
      MapReader map = new MapReader(value, mapType, problems);
      map.keys().stream()
          .sorted()
          .forEach(name -> entries.put(name, reader.apply(name, map.rawValue(name))));
    }
    return entries;
  }

  private Node rawValue(String key) {
    NodeTuple tuple = unread.remove(key);
    return tuple == null ? node : tuple.getValueNode();
  }

  /** Reports the keys that were not taken. */
  public void finish() {
    for (Map.Entry<String, NodeTuple> entry : unread.entrySet()) {
      problems.at(
          entry.getValue().getKeyNode(), "field " + entry.getKey() + " not found in type " + type);
    }
    unread.clear();
  }

  /** The text of a scalar; empty, and a problem, for anything else. */
  public String textOf(@Nullable Node value) {
    if (value == null || Scalars.isNull(value)) {
      return "";
    }
    if (!(value instanceof ScalarNode scalar)) {
      mismatch(value, "string");
      return "";
    }
    String text = Scalars.text(scalar);
    if (text == null) {
      problems.at(value, "!!binary value contains invalid base64 data");
      return "";
    }
    return text;
  }

  /** Whether a node is an empty or null value. */
  public static boolean isNull(Node value) {
    return Scalars.isNull(value);
  }

  /** A text in double quotes for messages, bytes that are not UTF-8 in hexadecimal. */
  public static String quote(String text) {
    return Scalars.quote(text);
  }

  private boolean flagOf(@Nullable Node value, boolean fallback) {
    if (value == null) {
      return false;
    }
    Boolean flag = value instanceof ScalarNode scalar ? Scalars.bool(scalar) : null;
    if (flag == null) {
      mismatch(value, "bool");
      return fallback;
    }
    return flag;
  }

  private void mismatch(Node value, String wanted) {
    String found =
        switch (value) {
          case ScalarNode scalar -> Scalars.tag(scalar) + " `" + shortened(scalar.getValue()) + "`";
          case SequenceNode _ -> "!!seq";
          default -> "!!map";
        };
    problems.at(value, "cannot unmarshal " + found + " into " + wanted);
  }

  private static String shortened(String value) {
    return value.length() > SHOWN_VALUE_LENGTH
        ? value.substring(0, SHOWN_VALUE_LENGTH - 3) + "..."
        : value;
  }
}
