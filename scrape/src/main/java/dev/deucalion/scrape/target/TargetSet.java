package dev.deucalion.scrape.target;

import dev.deucalion.model.labels.Labels;
import java.util.List;

/**
 * What a job's discovered groups come to.
 *
 * @param active distinct targets, in the order found
 * @param dropped labels before relabeling of targets that relabeling dropped, as many as are kept
 * @param droppedCount how many relabeling dropped in all
 * @param errors why targets could not be made, one message each
 */
public record TargetSet(
    List<Target> active, List<Labels> dropped, int droppedCount, List<String> errors) {}
