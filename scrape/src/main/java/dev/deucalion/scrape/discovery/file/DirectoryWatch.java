package dev.deucalion.scrape.discovery.file;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells when something happens in directories: an entry is made, renamed, written or deleted. What
 * it was is not told, since a rename or a link that is turned around looks different each time.
 */
final class DirectoryWatch implements AutoCloseable {
  private final Runnable listener;
  private final Map<Path, WatchKey> keys = new HashMap<>();

  /** Null where the system gives us none. */
  private final @Nullable WatchService service;

  DirectoryWatch(Runnable listener) {
    this.listener = listener;
    this.service = open();
    WatchService opened = service;
    if (opened != null) {
      Thread.ofVirtual().name("watch directories").start(() -> listen(opened));
    }
  }

  private static @Nullable WatchService open() {
    try {
      return FileSystems.getDefault().newWatchService();
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  /** Watches the directory of a file, if it does not yet; returns whether it does now. */
  boolean watch(String file) {
    int slash = file.lastIndexOf('/');
    Path directory = Path.of(slash < 0 ? "." : file.substring(0, Math.max(1, slash)));
    WatchKey known = keys.get(directory);
    if (known != null && known.isValid()) {
      return true;
    }
    WatchService opened = service;
    if (opened == null) {
      return false;
    }
    try {
      keys.put(
          directory,
          directory.register(
              opened,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_DELETE,
              StandardWatchEventKinds.ENTRY_MODIFY));
      return true;
    } catch (IOException | ClosedWatchServiceException e) {
      keys.remove(directory);
      return false;
    }
  }

  private void listen(WatchService opened) {
    try {
      while (true) {
        listenOnce(opened);
      }
    } catch (ClosedWatchServiceException e) {
      // Nobody listens any more.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listenOnce(WatchService opened) throws InterruptedException {
    try {
      WatchKey key = opened.take();
      try {
        key.pollEvents();
      } finally {
        key.reset();
      }
      listener.run();
    } catch (OutOfMemoryError e) {
      // Files are read now and then without being told, too.
    }
  }

  @Override
  public void close() {
    WatchService opened = service;
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException e) {
        // Its events interest nobody any more.
      }
    }
  }
}
