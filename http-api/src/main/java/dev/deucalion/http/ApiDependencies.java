package dev.deucalion.http;

import dev.deucalion.http.otlp.OtlpSettings;
import dev.deucalion.http.security.WebConfigSource;
import dev.deucalion.http.source.AlertmanagerSource;
import dev.deucalion.http.source.FeatureSource;
import dev.deucalion.http.source.Lifecycle;
import dev.deucalion.http.source.MetadataSource;
import dev.deucalion.http.source.MetricsSource;
import dev.deucalion.http.source.NotificationSource;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.http.source.RuleHistory;
import dev.deucalion.http.source.RuleSource;
import dev.deucalion.http.source.RunningQueries;
import dev.deucalion.http.source.StatusSource;
import dev.deucalion.http.source.StoreAdmin;
import dev.deucalion.http.source.TargetSource;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.ExemplarQueryable;
import dev.deucalion.storage.Queryable;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What the API needs of the rest of the program. Each part is called by many threads at a time.
 *
 * @param intake takes the samples that clients send
 * @param otlp how metrics that come by OTLP are translated, asked for each request
 * @param externalLabels of the configuration in force
 * @param access who may call, and by TLS or not
 * @param random seeds what nobody outside may foresee; asked once, at the start
 */
public record ApiDependencies(
    Clock clock,
    RandomGenerator random,
    QueryEngine engine,
    Queryable storage,
    ExemplarQueryable exemplars,
    Appendable intake,
    Supplier<OtlpSettings> otlp,
    Supplier<Labels> externalLabels,
    StoreAdmin admin,
    QueryLanguage language,
    TargetSource targets,
    MetadataSource metadata,
    RuleSource rules,
    RuleHistory ruleHistory,
    AlertmanagerSource alertmanagers,
    StatusSource status,
    MetricsSource metrics,
    RunningQueries queries,
    FeatureSource features,
    NotificationSource notifications,
    Lifecycle lifecycle,
    WebConfigSource access) {}
