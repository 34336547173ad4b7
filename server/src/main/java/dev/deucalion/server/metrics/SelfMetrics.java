package dev.deucalion.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.http.source.MetricsSource;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryPoolAllocationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that {@code /metrics} shows. What the Java runtime tells of itself is looked up at the
 * first scrape only, since finding it takes longer than the rest of the start.
 */
public final class SelfMetrics implements MetricsSource {
  private final List<Area> areas;
  private @Nullable Registered registered;

  /** Adds the families of one area. */
  @FunctionalInterface
  interface Area extends Consumer<Families> {}

  private record Registered(PrometheusRegistry registry, ExpositionFormats formats) {}

  /** The metrics of these areas, and of the runtime. */
  public static SelfMetrics of(
      ProgramMetrics program,
      StorageMetrics storage,
      EngineMetrics engine,
      ScrapeMetrics scraping,
      RuleMetrics rules,
      NotifierMetrics notifications,
      DiscoveryFamilies discovery,
      RequestMetrics requests,
      NoticeMetrics notices,
      RemoteWriteMetrics remoteWrites,
      RemoteReadMetrics remoteReads,
      IdleMetrics idle) {
    return new SelfMetrics(
        List.of(
            program,
            storage,
            engine,
            scraping,
            rules,
            notifications,
            discovery,
            requests,
            notices,
            remoteWrites,
            remoteReads,
            idle));
  }

  private SelfMetrics(List<Area> areas) {
    this.areas = areas;
  }

  private synchronized Registered registered() {
    Registered known = registered;
    if (known == null) {
      PrometheusRegistry registry = new PrometheusRegistry();
      registerRuntime(registry);
      for (Area area : areas) {
        registry.register(collector(area));
      }
      known = new Registered(registry, ExpositionFormats.init());
      registered = known;
    }
    return known;
  }

  /**
   * What the Java runtime tells of itself, but for its native memory: it tells of that only when it
   * was started to do so, and asking brings a server of management beans and the flight recorder
   * into memory.
   */
  private static void registerRuntime(PrometheusRegistry registry) {
    JvmThreadsMetrics.builder().register(registry);
    JvmBufferPoolMetrics.builder().register(registry);
    JvmClassLoadingMetrics.builder().register(registry);
    JvmCompilationMetrics.builder().register(registry);
    JvmGarbageCollectorMetrics.builder().register(registry);
    JvmMemoryPoolAllocationMetrics.builder().register(registry);
    JvmMemoryMetrics.builder().register(registry);
    JvmRuntimeInfoMetric.builder().register(registry);
    ProcessMetrics.builder().register(registry);
  }

  private static MultiCollector collector(Area area) {
    return () -> {
      Families families = new Families();
      area.accept(families);
      return families.build();
    };
  }

  @Override
  public Exposition expose(@Nullable String accept) {
    Registered known = registered();
    ExpositionFormats formats = known.formats();
    boolean open = accept != null && formats.getOpenMetricsTextFormatWriter().accepts(accept);
    ExpositionFormatWriter writer =
        open ? formats.getOpenMetricsTextFormatWriter() : formats.getPrometheusTextFormatWriter();
    UnaryOperator<String> bounds = open ? BucketBounds::ofOpenMetrics : BucketBounds::ofClassicText;
    return new Exposition() {
      @Override
      public String contentType() {
        return writer.getContentType();
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        MetricSnapshots snapshots = known.registry().scrape();
        ByteArrayOutputStream written = new ByteArrayOutputStream(1 << 17);
        writer.write(written, snapshots);
        out.write(bounds.apply(written.toString(UTF_8)).getBytes(UTF_8));
      }
    };
  }

  @Override
  public void writeFamilies(JsonWriter out, Predicate<String> wanted) throws IOException {
    FamilyJson json = new FamilyJson(out);
    for (MetricSnapshot family : registered().registry().scrape()) {
      json.write(family, wanted);
    }
  }
}
