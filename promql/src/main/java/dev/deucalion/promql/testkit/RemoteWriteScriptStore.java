package dev.deucalion.promql.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/**
 * Loads scripts into a server by remote write 1.0, for an {@link HttpEvaluator} to ask it. Scripts
 * begin at the epoch and load the past too, so the server must take samples of any age and out of
 * order, and keep them.
 *
 * <p>Start timestamps of samples are not sent: a script that has some fails there.
 */
public final class RemoteWriteScriptStore implements ScriptStore {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final int SAMPLES_PER_REQUEST = 2_000;

  private final HttpClient client;
  private final Servers servers;

  /** Where there is an empty server. */
  @FunctionalInterface
  public interface Servers {
    /**
     * Provides a server without samples: starts one, or empties the one that there is. Called when
     * a script is about to load samples that no earlier ones may stand beside.
     *
     * @return what stands before {@code /api/v1/write}
     */
    URI empty() throws IOException;
  }

  private URI base;
  private boolean isEmpty;

  /**
   * A store behind servers.
   *
   * @param servers is asked for the first server at once
   */
  public RemoteWriteScriptStore(HttpClient client, Servers servers) throws IOException {
    this.client = client;
    this.servers = servers;
    this.base = servers.empty();
    this.isEmpty = true;
  }

  /** Where the samples are now, as for {@link HttpEvaluator}. */
  public URI base() {
    return base;
  }

  @Override
  public void clear() throws IOException {
    if (!isEmpty) {
      base = servers.empty();
      isEmpty = true;
    }
  }

  @Override
  public String load(ScriptCommand.Load load) throws IOException {
    if (load.series().stream().anyMatch(series -> series.starts() != null)) {
      return "start timestamps are not sent by remote write 1.0";
    }
    isEmpty = false;
    List<LoadedSample> samples = LoadedSample.of(load);
    for (int from = 0; from < samples.size(); from += SAMPLES_PER_REQUEST) {
      int to = Math.min(samples.size(), from + SAMPLES_PER_REQUEST);
      String problem = send(samples.subList(from, to));
      if (!problem.isEmpty()) {
        return problem;
      }
    }
    return "";
  }

  private String send(List<LoadedSample> samples) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base.toString().replaceFirst("/$", "") + "/api/v1/write"))
            .timeout(TIMEOUT)
            .header("Content-Encoding", "snappy")
            .header("Content-Type", "application/x-protobuf")
            .header("X-Prometheus-Remote-Write-Version", "0.1.0")
            .POST(BodyPublishers.ofByteArray(RemoteWriteMessage.of(samples)))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      return answer.statusCode() / 100 == 2
          ? ""
          : "remote write answered " + answer.statusCode() + ": " + answer.body().strip();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Does nothing: the server is whose it was. */
  @Override
  public void close() {
    // Nothing is held.
  }
}
