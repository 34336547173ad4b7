package dev.deucalion.scrape.testing;

import dev.deucalion.scrape.FetcherFactory;
import dev.deucalion.scrape.http.Body;
import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.Fetcher;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.target.Target;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Bodies by URL, in the text format, without a network. A URL without a body refuses. */
public final class FakeNetwork implements FetcherFactory {
  private final Map<String, String> bodies = new ConcurrentHashMap<>();
  private volatile boolean outOfMemory;

  public void set(String url, String body) {
    bodies.put(url, body);
  }

  public void remove(String url) {
    bodies.remove(url);
  }

  /** Whether there is no memory for any body. */
  public void outOfMemory(boolean is) {
    outOfMemory = is;
  }

  @Override
  public Fetcher create(ScrapeJobOptions job, Target target, Connector connector) {
    return new Fetcher() {
      @Override
      public String fetch(long timeoutMs, Body body) throws FetchException {
        if (outOfMemory) {
          throw new OutOfMemoryError("test");
        }
        String text = bodies.get(target.url());
        if (text == null) {
          throw new FetchException(FetchException.Kind.FAILED, "connection refused");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        body.append(bytes, 0, bytes.length);
        return "text/plain; version=0.0.4";
      }

      @Override
      public void close() {}
    };
  }
}
