/**
 * The program's own metrics, under the names and labels of Prometheus, since dashboards and alerts
 * know those. {@link dev.deucalion.server.metrics.SelfMetrics} puts together one collector for each
 * area; a collector turns the plain counters of a module into metric families at the moment of a
 * scrape. Any thread.
 *
 * <p>To add a metric: count it in its module, show it in the module's stats record, and name it in
 * the collector of the area.
 */
@NullMarked
package dev.deucalion.server.metrics;

import org.jspecify.annotations.NullMarked;
