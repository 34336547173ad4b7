package dev.deucalion.server.config;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.scrape.options.HistogramOptions;
import dev.deucalion.scrape.options.NameEscaping;
import dev.deucalion.scrape.options.ScrapeLimits;
import dev.deucalion.scrape.options.ScrapeProtocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code global} section: what jobs inherit, and a few settings of the whole program.
 *
 * @param scrapeProtocols null where each job decides by what it scrapes
 * @param nameEscaping null where it follows from the name validation
 * @param scrapeFailureLogFile empty for none
 * @param queryLogFile empty for none
 */
public record GlobalConfig(
    long scrapeIntervalMs,
    long scrapeTimeoutMs,
    long evaluationIntervalMs,
    long ruleQueryOffsetMs,
    @Nullable List<ScrapeProtocol> scrapeProtocols,
    Labels externalLabels,
    ScrapeLimits limits,
    NameValidation nameValidation,
    @Nullable NameEscaping nameEscaping,
    HistogramOptions histograms,
    boolean extraScrapeMetrics,
    String scrapeFailureLogFile,
    String queryLogFile) {}
