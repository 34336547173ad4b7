package dev.deucalion.server.remote.message;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * An exemplar together with a sample of its series. Remote write 2.0 has no series without samples,
 * and receivers refuse one, so a sample that was sent before goes with the exemplar once more.
 *
 * @param sampleTimeMs of the sample, milliseconds since the epoch
 * @param sampleBits the sample as the bits of a double, where it is no histogram
 * @param histogram the sample, null for a float
 * @see <a href="https://prometheus.io/docs/specs/prw/remote_write_spec_2_0/">Remote write 2.0</a>
 */
public record SampledExemplar(
    Exemplar exemplar, long sampleTimeMs, long sampleBits, @Nullable Histogram histogram) {}
