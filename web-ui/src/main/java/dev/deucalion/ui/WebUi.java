package dev.deucalion.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bundled user interface. Any thread may use it. */
public final class WebUi {
  private static final Pattern ASSET_NAME = Pattern.compile("[A-Za-z0-9_-]+\\.(js|css|svg|txt)");

  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "txt", "text/plain; charset=utf-8");

  private WebUi() {}

  /**
   * The page that starts the interface, with {@code @title@}, {@code @nonce@}, {@code @agent@},
   * {@code @adminApi@}, {@code @lifecycle@} and {@code @consoles@} to be filled in; null where the
   * build could not bundle it. Its links are relative, so that it works below any path.
   */
  public static @Nullable String page() {
    byte[] bytes = resource("page.html");
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /** An asset by the name that pages know it by; null when there is none. */
  public static @Nullable Asset asset(String name) {
    if (!ASSET_NAME.matcher(name).matches()) {
      return null;
    }
    byte[] bytes = resource("assets/" + name + ".gz");
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    return bytes == null || type == null ? null : new Asset(type, bytes);
  }

  /** The icon of all pages, an SVG; also where the build could not bundle them. */
  public static byte[] icon() {
    return Objects.requireNonNull(resource("favicon.svg"), "favicon.svg");
  }

  private static byte @Nullable [] resource(String name) {
    try (InputStream in = WebUi.class.getResourceAsStream(name)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
  }

  /** A file that never changes under its name. */
  public static final class Asset {
    private final String type;
    private final byte[] gzipped;

    private Asset(String type, byte[] gzipped) {
      this.type = type;
      this.gzipped = gzipped;
    }

    /** For the Content-Type header. */
    public String type() {
      return type;
    }

    /** Its content, compressed; not to be written to. */
    public byte[] gzipped() {
      return gzipped;
    }
  }
}
