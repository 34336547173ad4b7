package dev.deucalion.server.reload;

import dev.deucalion.model.time.Clock;
import dev.deucalion.server.config.ConfigException;
import dev.deucalion.server.config.ServerConfig;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts configurations in force. One that cannot be read leaves the one before in force; of one that
 * a part of the program cannot apply, that part alone stays as it was. Safe for many threads.
 */
public final class Reloader {
  private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

  /**
   * How it stands.
   *
   * @param config in force
   * @param successful whether the last reload went well
   * @param lastSuccessMs when the last one that did was done
   */
  public record State(ServerConfig config, boolean successful, long lastSuccessMs) {}

  private final ConfigSource source;
  private final Clock clock;
  private final List<Consumer<ServerConfig>> parts;
  private volatile State state;
  private volatile Consumer<State> listener = state -> {};

  /** What the source was when the configuration in force was read. */
  private volatile String inForce = "";

  /**
   * A reloader that has not applied anything yet.
   *
   * @param initial what was read at start, to be shown until the first {@link #reload}
   * @param parts take over a configuration, in this order
   */
  public Reloader(
      ConfigSource source, Clock clock, ServerConfig initial, List<Consumer<ServerConfig>> parts) {
    this.source = source;
    this.clock = clock;
    this.parts = List.copyOf(parts);
    this.state = new State(initial, true, clock.nowMs());
  }

  /** Has somebody told how it stands after each reload from now on; there is one such listener. */
  public void onReload(Consumer<State> newListener) {
    listener = newListener;
  }

  /** How it stands at this moment. */
  public State state() {
    return state;
  }

  /**
   * Reads the configuration and puts it in force.
   *
   * @return null when it went well, else why not
   */
  public synchronized @Nullable String reload() {
    String failure = tryReload();
    listener.accept(state);
    return failure;
  }

  /**
   * Whether the source would give something else now than what is in force.
   *
   * @throws IOException when that cannot be told, as a file cannot be read
   */
  public boolean isOutdated() throws IOException {
    return !source.fingerprint().equals(inForce);
  }

  /** Taken before the files are read, so that what changes meanwhile is found later. */
  private String fingerprint() {
    try {
      return source.fingerprint();
    } catch (IOException e) {
      // Reading the configuration tells what is wrong.
      return "";
    }
  }

  private @Nullable String tryReload() {
    LOG.atInfo().addKeyValue("filename", source.name()).log("Loading configuration file");
    long startMs = clock.nowMs();
    String fingerprint = fingerprint();
    ServerConfig config;
    try {
      config = source.read();
    } catch (ConfigException e) {
      state = new State(state.config(), false, state.lastSuccessMs());
      LOG.atError().setCause(e).log("Error reloading config");
      return "couldn't load configuration (--config.file=\""
          + source.name()
          + "\"): "
          + e.getMessage();
    }
    state = new State(config, state.successful(), state.lastSuccessMs());
    if (!apply(config)) {
      state = new State(config, false, state.lastSuccessMs());
      return "one or more errors occurred while applying the new configuration (--config.file=\""
          + source.name()
          + "\")";
    }
    config.warnings().forEach(warning -> LOG.warn(warning));
    long nowMs = clock.nowMs();
    state = new State(config, true, nowMs);
    inForce = fingerprint;
    LOG.atInfo()
        .addKeyValue("filename", source.name())
        .addKeyValue("totalDuration", (nowMs - startMs) + "ms")
        .log("Completed loading of configuration file");
    return null;
  }

  /** One part that fails does not keep the others from going on; false when one did. */
  private boolean apply(ServerConfig config) {
    boolean successful = true;
    for (Consumer<ServerConfig> part : parts) {
      try {
        part.accept(config);
      } catch (RuntimeException e) {
        successful = false;
        LOG.error("Failed to apply configuration", e);
      }
    }
    return successful;
  }
}
