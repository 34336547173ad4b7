package dev.deucalion.server.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads PromQL expressions out of files. */
final class Expressions {
  private Expressions() {}

  /** The queries of a text file: separated by blank lines or lines that begin with {@code #}. */
  static List<String> ofQueryFile(Path file) throws IOException {
    return ofQueries(Files.readString(file));
  }

  static List<String> ofQueries(String text) {
    List<String> queries = new ArrayList<>();
    StringBuilder query = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        flush(query, queries);
      } else {
        query.append(line).append('\n');
      }
    }
    flush(query, queries);
    return queries;
  }

  /** The values of all keys {@code expr}, anywhere in the documents of a YAML file. */
  static List<String> ofRuleFile(Path file) throws IOException {
    List<String> expressions = new ArrayList<>();
    Load load = new Load(LoadSettings.builder().build());
    for (Object document : load.loadAllFromString(Files.readString(file))) {
      collect(document, expressions);
    }
    return expressions;
  }

  private static void collect(Object node, List<String> expressions) {
    if (node instanceof Map<?, ?> map) {
      map.forEach((key, value) -> {
        if ("expr".equals(key)) {
          expressions.add(String.valueOf(value));
        } else if (value != null) {
          collect(value, expressions);
        }
      });
    } else if (node instanceof List<?> list) {
      list.forEach(item -> collect(item, expressions));
    }
  }

  private static void flush(StringBuilder query, List<String> queries) {
    if (!query.isEmpty()) {
      queries.add(query.toString().strip());
      query.setLength(0);
    }
  }
}
