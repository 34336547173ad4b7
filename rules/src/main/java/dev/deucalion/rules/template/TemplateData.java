package dev.deucalion.rules.template;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import org.jspecify.annotations.Nullable;

/**
 * What the templates of one alert are filled in with.
 *
 * @param labels of the result that the alert comes from, the metric name included
 * @param externalLabels of the configuration in force
 * @param externalUrl where the server is reached from outside, without a slash at the end
 * @param value of the result where it is a float
 * @param histogram the result where it is a histogram, else null
 */
public record TemplateData(
    Labels labels,
    Labels externalLabels,
    String externalUrl,
    double value,
    @Nullable FloatHistogram histogram) {}
