package dev.deucalion.scrape;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.http.TargetClient;
import dev.deucalion.scrape.options.NameEscaping;
import dev.deucalion.scrape.options.ScrapeFeature;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.options.ScrapeProtocol;
import dev.deucalion.scrape.target.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a scrape asks of a target. */
final class ScrapeRequests {
  private ScrapeRequests() {}

  /** Makes clients that ask for what is switched on. */
  static FetcherFactory factory(Set<ScrapeFeature> features) {
    // What compresses both ways would mostly choose the former of two that it likes the same.
    String compressed = features.contains(ScrapeFeature.ZSTD) ? "zstd,gzip;q=0.9" : "gzip";
    return (job, target, connector) -> client(job, target, connector, compressed);
  }

  private static TargetClient client(
      ScrapeJobOptions job, Target target, Connector connector, String compressed) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", accept(job.scrapeProtocols(), job.nameEscaping()));
    headers.put("Accept-Encoding", job.enableCompression() ? compressed : "identity");
    headers.put("X-Prometheus-Scrape-Timeout-Seconds", seconds(target.timeoutMs()));
    String socket = target.allLabels().get(LabelNames.UNIX_SOCKET);
    return new TargetClient(
        socket.isEmpty() ? connector : connector.overUnixSocket(socket), target.url(), headers);
  }

  /**
   * The {@code Accept} header: the formats by preference, then anything. Weights go down by a tenth
   * from one more than the number of formats that are not experimental, as Prometheus has it.
   */
  static String accept(List<ScrapeProtocol> protocols, NameEscaping escaping) {
    StringBuilder header = new StringBuilder();
    int tenths = ScrapeProtocol.PROTOBUF_FIRST.size() + 1;
    for (ScrapeProtocol protocol : protocols) {
      header.append(protocol.mediaType());
      if (protocol.hasEscaping()) {
        header.append(";escaping=").append(escaping.configName());
      }
      header.append(";q=0.").append(tenths--).append(',');
    }
    return header.append("*/*;q=0.").append(tenths).toString();
  }

  /** No big number: the JVM takes tens of milliseconds for the first of these. */
  private static String seconds(long ms) {
    String digits = String.valueOf(1_000 + ms % 1_000).substring(1);
    int last = digits.length();
    while (last > 0 && digits.charAt(last - 1) == '0') {
      last--;
    }
    return ms / 1_000 + (last == 0 ? "" : "." + digits.substring(0, last));
  }
}
