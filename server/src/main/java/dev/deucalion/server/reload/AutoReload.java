package dev.deucalion.server.reload;

import dev.deucalion.server.failure.FileFailure;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads the configuration when its files are other ones than those in force, by looking at them
 * now and then. What could not be loaded is tried again at each look.
 */
public final class AutoReload {
  private static final Logger LOG = LoggerFactory.getLogger(AutoReload.class);

  private final Reloader reloader;
  private final long intervalMs;
  private final Thread thread;

  private AutoReload(Reloader reloader, long intervalMs) {
    this.reloader = reloader;
    this.intervalMs = intervalMs;
    this.thread = Thread.ofVirtual().name("auto-reload").unstarted(this::watch);
  }

  /**
   * Starts watching.
   *
   * @param intervalMs from look to look
   */
  public static AutoReload start(Reloader reloader, long intervalMs) {
    AutoReload autoReload = new AutoReload(reloader, intervalMs);
    autoReload.thread.start();
    return autoReload;
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(intervalMs);
        lookOrGoWithout(reloader);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void lookOrGoWithout(Reloader reloader) {
    try {
      look(reloader);
    } catch (OutOfMemoryError e) {
      // The next look finds the same.
    }
  }

  /** Reloads if there is something to load. */
  static void look(Reloader reloader) {
    try {
      if (!reloader.isOutdated()) {
        return;
      }
    } catch (IOException e) {
      LOG.atError()
          .addKeyValue("err", FileFailure.describe(e))
          .log("Failed to generate checksum during configuration reload");
    }
    LOG.info("Configuration file change detected, reloading the configuration.");
    reloader.reload();
  }

  /** Stops watching. */
  public void stop() {
    thread.interrupt();
  }
}
