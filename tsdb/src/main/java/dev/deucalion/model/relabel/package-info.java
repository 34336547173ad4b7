/**
 * Relabeling: rules that rewrite or drop label sets, of targets before they are scraped, of series
 * before they are stored, of alerts before they are sent.
 *
 * <p>Start with {@link dev.deucalion.model.relabel.Relabeling}. Everything here is immutable and
 * safe to share between threads. Builds on {@code model.labels} and RE2/J.
 *
 * @see <a
 *     href="https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config">relabel_config</a>
 */
@NullMarked
package dev.deucalion.model.relabel;

import org.jspecify.annotations.NullMarked;
