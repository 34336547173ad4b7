package dev.deucalion.server.reload;

import dev.deucalion.scrape.discovery.file.FileGlob;
import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.config.yaml.Problems;
import dev.deucalion.server.config.yaml.YamlDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The files that a configuration consists of: the main one, and those that it names as rule files
 * and as files of scrape jobs. Files that are read again by themselves, such as passwords,
 * certificates and lists of targets, are none of them.
 */
final class ConfigFiles {
  private static final List<String> KEYS = List.of("rule_files", "scrape_config_files");

  private ConfigFiles() {}

  /**
   * A digest of names and contents of all files.
   *
   * @param main need not be a good configuration; one that cannot be parsed names no other files
   * @throws IOException when a file cannot be read
   */
  static String fingerprint(Path main) throws IOException {
    MessageDigest digest = sha256();
    byte[] text = Files.readAllBytes(main);
    add(digest, main, text);
    Problems problems = new Problems(main.toString());
    Node root =
        YamlDocument.parse(new String(text, StandardCharsets.UTF_8), main.toString(), problems)
            .orElseGet(MapReader::nothing);
    MapReader in = new MapReader(root, "config.plain", problems);
    Path parent = main.getParent();
    Path directory = parent == null ? Path.of("") : parent;
    for (String key : KEYS) {
      for (String pattern : in.texts(key)) {
        for (Path file : FileGlob.list(directory.resolve(pattern).normalize().toString())) {
          add(digest, file, Files.readAllBytes(file));
        }
      }
      add(digest, Path.of(key), new byte[0]);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, Path file, byte[] content) {
    digest.update((file + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
    digest.update(content);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every platform has SHA-256", e);
    }
  }
}
