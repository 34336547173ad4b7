package dev.deucalion.scrape.aws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sections with settings, as {@code ~/.aws/credentials} and {@code ~/.aws/config} have them. */
final class ProfileFile {
  private static final String PROFILE = "profile ";

  private final Map<String, Map<String, String>> sections = new HashMap<>();

  private ProfileFile() {}

  /** The file; one that cannot be read has no sections. */
  static ProfileFile read(Path path) {
    try {
      return parse(Files.readAllLines(path));
    } catch (IOException e) {
      return new ProfileFile();
    }
  }

  static ProfileFile parse(List<String> lines) {
    ProfileFile file = new ProfileFile();
    Map<String, String> current = new HashMap<>();
    for (String raw : lines) {
      String line = raw.strip();
      int equals = line.indexOf('=');
      if (line.startsWith("[") && line.endsWith("]")) {
        String name = line.substring(1, line.length() - 1).strip();
        String bare = name.startsWith(PROFILE) ? name.substring(PROFILE.length()).strip() : name;
        current = file.sections.computeIfAbsent(bare, key -> new HashMap<>());
      } else if (equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
        current.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return file;
  }

  /** A setting of a section; empty where there is none. */
  String get(String section, String name) {
    return sections.getOrDefault(section, Map.of()).getOrDefault(name, "");
  }
}
