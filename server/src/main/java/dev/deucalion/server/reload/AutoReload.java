package dev.deucalion.server.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reloads the configuration when its file changes, by looking at it now and then. */
public final class AutoReload {
  private static final Logger LOG = LoggerFactory.getLogger(AutoReload.class);

  private final Path file;
  private final long intervalMs;
  private final Reloader reloader;
  private final Thread thread;
  private byte[] known;

  private AutoReload(Path file, long intervalMs, Reloader reloader) {
    this.file = file;
    this.intervalMs = intervalMs;
    this.reloader = reloader;
    this.known = content();
    this.thread = Thread.ofVirtual().name("auto-reload").unstarted(this::watch);
  }

  /**
   * Starts watching; what the file holds now counts as loaded.
   *
   * @param intervalMs from look to look
   */
  public static AutoReload start(Path file, long intervalMs, Reloader reloader) {
    AutoReload autoReload = new AutoReload(file, intervalMs, reloader);
    autoReload.thread.start();
    return autoReload;
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(intervalMs);
        byte[] current = content();
        if (!Arrays.equals(current, known)) {
          known = current;
          LOG.info("Configuration file change detected, reloading the configuration.");
          reloader.reload();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Empty where the file cannot be read, which a reload then tells. */
  private byte[] content() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** Stops watching. */
  public void stop() {
    thread.interrupt();
  }
}
