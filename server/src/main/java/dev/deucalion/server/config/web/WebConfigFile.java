package dev.deucalion.server.config.web;

import dev.deucalion.http.security.WebConfig;
import dev.deucalion.http.security.WebConfigException;
import dev.deucalion.http.security.WebConfigSource;
import dev.deucalion.server.failure.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A web configuration file, read each time it is asked for, so that a change holds from the next
 * request on, and taken apart only when its bytes are others. Safe for use by many threads.
 */
public final class WebConfigFile implements WebConfigSource {
  private final String name;
  private volatile @Nullable Read last;

  /**
   * @param name path of the file
   */
  public WebConfigFile(String name) {
    this.name = name;
  }

  @Override
  public WebConfig current() throws WebConfigException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(Path.of(name));
    } catch (IOException e) {
      throw new WebConfigException("open " + name + ": " + FileFailure.reason(e), e);
    }
    Read known = last;
    if (known != null && Arrays.equals(known.bytes, bytes)) {
      return known.config;
    }
    WebConfig config =
        WebConfigReader.read(new String(bytes, StandardCharsets.UTF_8), Path.of(name));
    last = new Read(bytes, config);
    return config;
  }

  private static final class Read {
    private final byte[] bytes;
    private final WebConfig config;

    Read(byte[] bytes, WebConfig config) {
      this.bytes = bytes;
      this.config = config;
    }
  }
}
