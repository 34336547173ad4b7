/**
 * When and on which threads groups of rules run: {@link dev.deucalion.rules.schedule.Scheduler} is
 * the seam behind which a virtual clock can stand, {@link
 * dev.deucalion.rules.schedule.ThreadScheduler} the one that follows real time, {@link
 * dev.deucalion.rules.schedule.VirtualScheduler} one that is turned by hand.
 *
 * <p>May depend on: {@code model.time}.
 */
@NullMarked
package dev.deucalion.rules.schedule;

import org.jspecify.annotations.NullMarked;
