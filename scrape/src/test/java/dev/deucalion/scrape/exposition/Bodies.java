package dev.deucalion.scrape.exposition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Bodies to parse: one of each format with everything in it, and the conformance files. */
final class Bodies {
  static final String TEXT =
      """
      # HELP http_requests_total The total \\n number of \\\\ requests.
      # TYPE http_requests_total counter
      http_requests_total{method="post",code="200"} 1027 1395066363000
      http_requests_total{method="post",code="400"}    3 1395066363000

      # Escaping in label values:
      files{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot:\\n\\"FILE\\""} 1.458255915e9
      metric_without_timestamp_and_labels 12.47
      something_weird{problem="division by zero"} +Inf
      # TYPE rpc_duration_seconds histogram
      rpc_duration_seconds_bucket{le="0.05"} 24054
      rpc_duration_seconds_bucket{le="1","größe"="Δ"} 133988
      rpc_duration_seconds_bucket{le="+Inf"} 144320
      rpc_duration_seconds_sum 5.3423e-7
      # TYPE "my.summary" summary
      {"my.summary",quantile="0.9",unit="größer"} 0.12345678901234567
      {"my.summary", quantile = "1" , } NaN
      go_info{version="go1.22"} 1
      """;

  static final String OPEN_METRICS =
      """
      # TYPE acme_http_router_request_seconds summary
      # UNIT acme_http_router_request_seconds seconds
      # HELP acme_http_router_request_seconds Latency though \\"all\\" of it.\\n
      acme_http_router_request_seconds_sum{path="/api/v1",method="GET"} 9036.32
      acme_http_router_request_seconds_count{path="/api/v1",method="GET"} 807283.0 1605281325.5
      acme_http_router_request_seconds_created{path="/api/v1",method="GET"} 1605281325.0
      # TYPE foo histogram
      foo_bucket{le="1"} 8 # {} 0.054
      foo_bucket{le="10.0"} 10 # {trace_id="KOO5S4vxi0o"} 0.67
      foo_bucket{le="+Inf"} 17 1 # {trace_id="oHg5SJYRHA0",x="\\"y"} 9.8e-1 1520879607.789
      {"foo.bar",a="größer"} -0.5 -1
      # EOF
      """;

  static final String OPEN_METRICS_2 =
      """
      # TYPE request_seconds summary
      # UNIT request_seconds seconds
      # HELP request_seconds Latency of \\"all\\" of it.\\n
      request_seconds{path="/v1"} {count:807283,sum:9036.32,quantile:[0.95:2,0.99:20]} st@1605281325.0
      # TYPE bytes_total counter
      bytes_total 17.0 1520879607.789 st@1520430000.123 # {id="a"} 0.5 1520879607 # {} 2 1520879608.5
      # TYPE latency histogram
      latency {count:4,sum:1.2e2,schema:0,zero_threshold:1e-4,zero_count:1,positive_spans:[1:2],\
      positive_buckets:[1,2],bucket:[0.5:1,1:2,+Inf:4]} st@1605301325.0 # {x="\\"y"} 0.75 1520879607.789
      # TYPE load gaugehistogram
      load{a="b"} {gcount:0.5,gsum:-2,negative_spans:[0:1,2:1],negative_buckets:[0.25,0.25],schema:3}
      load{a="c"} {gcount:3,gsum:2,bucket:[-1:0,1:3,+Inf:3]}
      # TYPE "my.metric" gauge
      {"my.metric","größe"="x"} NaN 5
      # EOF
      """;

  private Bodies() {}

  /** The conformance files of a format; the test is skipped where there are none. */
  static List<Path> conformanceFiles(ExpositionFormat format) {
    Path dir = Path.of(System.getProperty("conformance.dir", "")).resolve("exposition");
    Assumptions.assumeTrue(Files.isDirectory(dir), "conformance files");
    String suffix =
        switch (format) {
          case TEXT -> ".prom.txt";
          case OPEN_METRICS -> ".om.txt";
          case OPEN_METRICS_2 -> ".om2.txt";
          case PROTOBUF -> ".pb";
        };
    try (Stream<Path> files = Files.list(dir)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The body of this class in a format. */
  static byte[] all(ExpositionFormat format) {
    return switch (format) {
      case TEXT -> TEXT.getBytes(StandardCharsets.UTF_8);
      case OPEN_METRICS -> OPEN_METRICS.getBytes(StandardCharsets.UTF_8);
      case OPEN_METRICS_2 -> OPEN_METRICS_2.getBytes(StandardCharsets.UTF_8);
      case PROTOBUF -> ProtobufBody.all();
    };
  }
}
