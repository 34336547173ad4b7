package dev.deucalion.tsdb.compact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.deucalion.model.time.Clock;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which blocks must wait until somebody has uploaded them: those of level 1 that a JSON file,
 * such as Thanos' shipper keeps, does not name. Without a readable file none waits. For one thread.
 */
final class UploadedBlocks implements Predicate<BlockMeta> {
  private static final Logger LOG = LoggerFactory.getLogger(UploadedBlocks.class);
  private static final JsonFactory JSON = new JsonFactory();
  private static final long FRESH_MS = 60_000;

  private final FileOps files;
  private final Path file;
  private final Clock clock;
  private Set<String> uploaded = Set.of();
  private long readAtMs;
  private boolean isRead;

  UploadedBlocks(FileOps files, Path file, Clock clock) {
    this.files = files;
    this.file = file;
    this.clock = clock;
  }

  /** Whether a block must wait. */
  @Override
  public boolean test(BlockMeta block) {
    return block.compaction().level() <= 1 && refresh() && !uploaded.contains(block.ulid());
  }

  /** Reads the file unless that was done a moment ago; says whether there is an answer. */
  private boolean refresh() {
    long nowMs = clock.nowMs();
    if (isRead && nowMs - readAtMs < FRESH_MS) {
      return true;
    }
    try {
      uploaded = read(files.read(file));
      readAtMs = nowMs;
      isRead = true;
    } catch (IOException e) {
      LOG.warn("cannot read TSDB upload meta file, path={} err={}", file, e.toString());
      isRead = false;
    }
    return isRead;
  }

  private static Set<String> read(byte[] json) throws IOException {
    Set<String> names = new HashSet<>();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isList = parser.currentName().equals("uploaded");
        if (isList && parser.nextToken() == JsonToken.START_ARRAY) {
          while (parser.nextToken() == JsonToken.VALUE_STRING) {
            names.add(parser.getText());
          }
          if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw new IOException("uploaded: not a list of strings");
          }
        } else if (!isList) {
          parser.nextToken();
          parser.skipChildren();
        } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
          throw new IOException("uploaded: not a list");
        }
      }
    }
    return names;
  }
}
