package dev.deucalion.tsdb.block;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Reads a block's description. Fields that others have added are skipped; a field of the wrong type
 * is an error; one that is absent or null is zero, false or empty.
 */
final class BlockMetaReader {
  private static final JsonFactory JSON = new JsonFactory();

  /** What Thanos adds. */
  private static final String THANOS = "thanos";

  private final Path file;
  private final JsonParser parser;
  private final Consumer<String> unknownNames;

  private String ulid = "";
  private long minTimeMs;
  private long maxTimeMs;
  private BlockMeta.Stats stats = BlockMeta.Stats.NONE;
  private BlockMeta.Compaction compaction =
      new BlockMeta.Compaction(0, List.of(), false, List.of(), false, List.of());
  private long version;
  private OptionalLong inOrderEndMs = OptionalLong.empty();

  private BlockMetaReader(Path file, JsonParser parser, Consumer<String> unknownNames) {
    this.file = file;
    this.parser = parser;
    this.unknownNames = unknownNames;
  }

  /**
   * Reads a description.
   *
   * @param unknownNames is told of fields that are skipped and neither Prometheus' nor Thanos'
   * @throws CorruptBlockException when the bytes are not such a description
   */
  static BlockMeta read(Path file, byte[] json, Consumer<String> unknownNames) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      return new BlockMetaReader(file, parser, unknownNames).read();
    } catch (JacksonException e) {
      long offset = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
      throw new CorruptBlockException(file, offset, e.getOriginalMessage());
    }
  }

  private BlockMeta read() throws IOException {
    parser.nextToken();
    object(this::field);
    if (parser.nextToken() != null) {
      throw unexpected("the end");
    }
    if (version != BlockMetaWriter.VERSION) {
      throw problem("unexpected meta file version " + version);
    }
    if (!Ulid.isUlid(ulid)) {
      throw problem("ulid \"" + ulid + "\" is none");
    }
    return new BlockMeta(ulid, minTimeMs, maxTimeMs, stats, compaction, inOrderEndMs);
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "ulid" -> ulid = string();
      case "minTime" -> minTimeMs = number();
      case "maxTime" -> maxTimeMs = number();
      case "stats" -> stats = stats();
      case "compaction" -> compaction = compaction();
      case "version" -> version = number();
      case BlockMetaWriter.OURS -> object(this::ourField);
      case THANOS -> parser.skipChildren();
      default -> skip(name);
    }
  }

  private void ourField(String name) throws IOException {
    if (name.equals(BlockMetaWriter.IN_ORDER_END)) {
      inOrderEndMs = OptionalLong.of(number());
    } else {
      skip(name);
    }
  }

  private void skip(String name) throws IOException {
    unknownNames.accept(name);
    parser.skipChildren();
  }

  private BlockMeta.Stats stats() throws IOException {
    long[] numbers = new long[6];
    object(name -> {
      switch (name) {
        case "numSamples" -> numbers[0] = count();
        case "numFloatSamples" -> numbers[1] = count();
        case "numHistogramSamples" -> numbers[2] = count();
        case "numSeries" -> numbers[3] = count();
        case "numChunks" -> numbers[4] = count();
        case "numTombstones" -> numbers[5] = count();
        default -> skip(name);
      }
    });
    return new BlockMeta.Stats(
        numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
  }

  private BlockMeta.Compaction compaction() throws IOException {
    long[] level = {0};
    boolean[] flags = {false, false};
    List<String> sources = new ArrayList<>();
    List<BlockMeta.Parent> parents = new ArrayList<>();
    List<String> hints = new ArrayList<>();
    object(name -> {
      switch (name) {
        case "level" -> level[0] = number();
        case "sources" -> array(() -> sources.add(string()));
        case "deletable" -> flags[0] = flag();
        case "parents" -> array(() -> parents.add(parent()));
        case "failed" -> flags[1] = flag();
        case "hints" -> array(() -> hints.add(string()));
        default -> skip(name);
      }
    });
    if (level[0] < 0 || level[0] > Integer.MAX_VALUE) {
      throw problem("level " + level[0]);
    }
    return new BlockMeta.Compaction((int) level[0], sources, flags[0], parents, flags[1], hints);
  }

  private BlockMeta.Parent parent() throws IOException {
    String[] id = {""};
    long[] times = new long[2];
    object(name -> {
      switch (name) {
        case "ulid" -> id[0] = string();
        case "minTime" -> times[0] = number();
        case "maxTime" -> times[1] = number();
        default -> skip(name);
      }
    });
    // Parents are deleted, so what is none must never be taken for the name of a directory.
    if (!Ulid.isUlid(id[0])) {
      throw problem("parent \"" + id[0] + "\" is none");
    }
    return new BlockMeta.Parent(id[0], times[0], times[1]);
  }

  /** Reads the value of a field, on whose first token the parser stands. */
  @FunctionalInterface
  private interface Field {
    void read(String name) throws IOException;
  }

  /** Reads an item, on whose first token the parser stands. */
  @FunctionalInterface
  private interface Item {
    void read() throws IOException;
  }

  private void object(Field field) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw unexpected("an object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      field.read(name);
    }
  }

  private void array(Item item) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw unexpected("an array");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      item.read();
    }
  }

  private String string() throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NULL -> "";
      default -> throw unexpected("a string");
    };
  }

  private boolean flag() throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default -> throw unexpected("true or false");
    };
  }

  private long number() throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NULL -> 0;
      default -> throw unexpected("a whole number");
    };
  }

  private long count() throws IOException {
    long value = number();
    if (value < 0) {
      throw problem("negative count " + value);
    }
    return value;
  }

  private CorruptBlockException unexpected(String expected) {
    return problem("expected " + expected + ", found " + parser.currentToken());
  }

  private CorruptBlockException problem(String what) {
    return new CorruptBlockException(file, parser.currentTokenLocation().getByteOffset(), what);
  }
}
