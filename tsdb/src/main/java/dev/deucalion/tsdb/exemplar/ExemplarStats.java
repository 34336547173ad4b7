package dev.deucalion.tsdb.exemplar;

/**
 * What the ring counts.
 *
 * @param appended counter of exemplars taken
 * @param outOfOrder counter of exemplars refused as out of order when their batch was committed
 * @param exemplars exemplars now
 * @param series series that have any
 * @param maxExemplars for how many there is room
 * @param oldestTimeMs time of the exemplar that goes next, 0 where there is none
 */
public record ExemplarStats(
    long appended,
    long outOfOrder,
    int exemplars,
    int series,
    int maxExemplars,
    long oldestTimeMs) {}
