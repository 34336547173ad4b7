package dev.deucalion.promql.function;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * What a function or an aggregation does, for people.
 *
 * @param parameters their names, with commas between them
 * @param sentence what it gives
 */
public record FunctionHelp(String parameters, String sentence) {
  private static final String FILE = "help.properties";

  /** Read when first asked for. */
  private static final class Texts {
    static final Map<String, FunctionHelp> ALL = read();
  }

  /** The help for a name; without any text for a name that is unknown. */
  public static FunctionHelp of(String name) {
    return Texts.ALL.getOrDefault(name, new FunctionHelp("", ""));
  }

  private static Map<String, FunctionHelp> read() {
    try (InputStream file = FunctionHelp.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing");
      }
      return parse(new InputStreamReader(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, FunctionHelp> parse(Reader file) throws IOException {
    Properties lines = new Properties();
    lines.load(file);
    return lines.stringPropertyNames().stream()
        .collect(Collectors.toUnmodifiableMap(name -> name, name -> of(lines, name)));
  }

  private static FunctionHelp of(Properties lines, String name) {
    String[] parts = lines.getProperty(name, "|").split("\\|", 2);
    return new FunctionHelp(parts[0].strip(), parts[1].strip());
  }
}
