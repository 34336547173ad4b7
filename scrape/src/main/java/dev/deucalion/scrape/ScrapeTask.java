package dev.deucalion.scrape;

import dev.deucalion.scrape.exposition.ExpositionException;
import dev.deucalion.scrape.exposition.ExpositionFormat;
import dev.deucalion.scrape.exposition.ExpositionParser;
import dev.deucalion.scrape.exposition.ParserOption;
import dev.deucalion.scrape.http.Body;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.Fetcher;
import dev.deucalion.scrape.ingest.BodyIngester;
import dev.deucalion.scrape.ingest.ExtraReport;
import dev.deucalion.scrape.ingest.IngestCounts;
import dev.deucalion.scrape.ingest.IngestException;
import dev.deucalion.scrape.ingest.ScrapeReport;
import dev.deucalion.scrape.ingest.TargetMemory;
import dev.deucalion.scrape.options.HistogramOptions;
import dev.deucalion.scrape.options.ScrapeFeature;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.options.ScrapeProtocol;
import dev.deucalion.scrape.target.Target;
import dev.deucalion.storage.Appender;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One target's scrapes: fetch, parse, append, report, commit, in one batch each. Whatever goes
 * wrong becomes the target's last error. One thread at a time.
 */
final class ScrapeTask {
  private static final Logger LOG = LoggerFactory.getLogger(ScrapeTask.class);
  private static final String OUT_OF_MEMORY = "out of memory";

  private final Services services;
  private final ScrapeJobOptions job;
  private final Target target;
  private final Fetcher fetcher;
  private final BodyIngester ingester;
  private final @Nullable ExpositionFormat fallback;
  private final Set<ParserOption> parserOptions;

  /** What the target's last body was, which the next one mostly is, too. */
  private String knownContentType = "";

  private @Nullable ExpositionFormat knownFormat;

  ScrapeTask(
      Services services,
      ScrapeJobOptions job,
      Target target,
      TargetMemory memory,
      Fetcher fetcher) {
    this.services = services;
    this.job = job;
    this.target = target;
    this.fetcher = fetcher;
    this.ingester =
        new BodyIngester(
            job,
            target.labels(),
            target.histograms(),
            services.options().features(),
            memory,
            services.hash().copy(),
            services.counters().ingest);
    ScrapeProtocol named = job.fallbackProtocol();
    this.fallback = named == null ? null : format(named);
    this.parserOptions = parserOptions(target.histograms(), services.options().features());
  }

  private static ExpositionFormat format(ScrapeProtocol protocol) {
    return switch (protocol) {
      case PROMETHEUS_TEXT_0_0_4, PROMETHEUS_TEXT_1_0_0 -> ExpositionFormat.TEXT;
      case OPEN_METRICS_TEXT_0_0_1, OPEN_METRICS_TEXT_1_0_0 -> ExpositionFormat.OPEN_METRICS;
      case OPEN_METRICS_TEXT_2_0_0 -> ExpositionFormat.OPEN_METRICS_2;
      case PROMETHEUS_PROTO -> ExpositionFormat.PROTOBUF;
    };
  }

  private static Set<ParserOption> parserOptions(
      HistogramOptions histograms, Set<ScrapeFeature> features) {
    Set<ParserOption> options = EnumSet.noneOf(ParserOption.class);
    if (histograms.scrapeNative()) {
      options.add(ParserOption.NATIVE_HISTOGRAMS);
    }
    if (histograms.keepClassic()) {
      options.add(ParserOption.KEEP_CLASSIC_HISTOGRAMS);
    }
    if (histograms.convertClassic()) {
      options.add(ParserOption.CONVERT_TO_CUSTOM_BUCKETS);
    }
    for (ScrapeFeature feature : features) {
      switch (feature) {
        case START_TIMESTAMP_ZERO_SAMPLES -> options.add(ParserOption.START_TIMESTAMPS);
        case TYPE_AND_UNIT_LABELS -> options.add(ParserOption.TYPE_AND_UNIT_LABELS);
        case START_TIMESTAMP_SYNTHESIS, METADATA_RECORDS, ZSTD -> {}
      }
    }
    return options;
  }

  /**
   * Scrapes.
   *
   * @param timeMs of samples without a timestamp of their own
   * @param forcedError when not null, nothing is fetched and the scrape fails with this
   * @return null when the fetcher was closed meanwhile, and nothing was written
   */
  @Nullable ScrapeResult scrape(long timeMs, @Nullable String forcedError) {
    long startNanos = System.nanoTime();
    ingester.begin();
    try (Body body = services.http().newBody(job.limits().bodySizeLimitBytes())) {
      return append(body, timeMs, startNanos, forcedError);
    }
  }

  private @Nullable ScrapeResult append(
      Body body, long timeMs, long startNanos, @Nullable String forcedError) {
    String error = forcedError == null ? "" : forcedError;
    String contentType = "";
    long bodyBytes = 0;
    if (forcedError == null) {
      try {
        contentType = fetcher.fetch(target.timeoutMs(), body);
        bodyBytes = body.length();
      } catch (FetchException e) {
        switch (e.kind()) {
          case CANCELLED -> {
            return null;
          }
          case BODY_SIZE_LIMIT -> {
            services.counters().exceededBodySizeLimit.increment();
            bodyBytes = -1;
          }
          case FAILED -> {}
        }
        error = messageOf(e);
        services.failures().failed(job.jobName(), target.url(), error);
      } catch (OutOfMemoryError e) {
        error = OUT_OF_MEMORY;
      }
    }
    Appender appender = services.store().appender();
    try {
      if (error.isEmpty()) {
        error = ingest(appender, body, contentType, timeMs);
      }
      if (!error.isEmpty()) {
        appender.close();
        appender = services.store().appender();
        ingester.ingestNothing(appender, timeMs);
        LOG.atDebug()
            .addKeyValue("target", target.url())
            .addKeyValue("err", error)
            .log("Scrape failed");
      }
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      ingester.report(appender, timeMs, report(error.isEmpty(), seconds, bodyBytes));
      commit(appender);
      warnOfRefused(ingester.counts());
      TargetHealth health = error.isEmpty() ? TargetHealth.UP : TargetHealth.DOWN;
      return new ScrapeResult(health, error, timeMs, seconds);
    } finally {
      appender.close();
    }
  }

  /** Appends a body's samples; returns an error, empty without. */
  private String ingest(Appender appender, Body body, String contentType, long timeMs) {
    if (body.length() == 0) {
      ingester.ingestNothing(appender, timeMs);
      return "";
    }
    try {
      ExpositionParser parser = formatOf(contentType).newParser(parserOptions);
      parser.reset(body.bytes(), body.length());
      ingester.ingest(appender, parser, timeMs);
      return "";
    } catch (ExpositionException | IngestException e) {
      return messageOf(e);
    } catch (OutOfMemoryError e) {
      return OUT_OF_MEMORY;
    }
  }

  private ExpositionFormat formatOf(String contentType) throws ExpositionException {
    ExpositionFormat format = knownFormat;
    if (format == null || !contentType.equals(knownContentType)) {
      format = ExpositionFormat.fromContentType(contentType, fallback);
      knownFormat = format;
      knownContentType = contentType;
    }
    return format;
  }

  private ScrapeReport report(boolean succeeded, double seconds, long bodyBytes) {
    ExtraReport extra =
        job.extraScrapeMetrics()
            ? new ExtraReport(target.timeoutMs() / 1e3, job.limits().sampleLimit(), bodyBytes)
            : null;
    return new ScrapeReport(succeeded, seconds, ingester.counts(), extra);
  }

  private void commit(Appender appender) {
    try {
      appender.commit();
    } catch (IOException e) {
      LOG.atError()
          .addKeyValue("target", target.url())
          .addKeyValue("err", messageOf(e))
          .log("Scrape commit failed");
    }
  }

  /** Writes the stale markers of a target that is gone. */
  void endTarget(long timeMs) {
    try (Appender appender = services.store().appender()) {
      ingester.endTarget(appender, timeMs);
      commit(appender);
    }
  }

  private void warnOfRefused(IngestCounts counts) {
    warn(counts.outOfOrder(), "Error on ingesting out-of-order samples");
    warn(counts.duplicates(), "Error on ingesting samples with different value but same timestamp");
    warn(
        counts.outOfBounds(),
        "Error on ingesting samples that are too old or are too far into the future");
    warn(counts.exemplarsOutOfOrder(), "Error on ingesting out-of-order exemplars");
  }

  private void warn(int dropped, String message) {
    if (dropped > 0) {
      LOG.atWarn()
          .addKeyValue("scrape_pool", job.jobName())
          .addKeyValue("target", target.url())
          .addKeyValue("num_dropped", dropped)
          .log(message);
    }
  }

  private static String messageOf(Exception e) {
    String message = e.getMessage();
    return message == null || message.isEmpty() ? e.getClass().getSimpleName() : message;
  }
}
