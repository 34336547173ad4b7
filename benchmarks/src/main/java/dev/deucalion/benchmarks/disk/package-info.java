/**
 * Data for side-by-side runs with other servers that are about files. Single-threaded; {@link
 * dev.deucalion.benchmarks.disk.HoursOfLog} is the entry.
 */
@NullMarked
package dev.deucalion.benchmarks.disk;

import org.jspecify.annotations.NullMarked;
