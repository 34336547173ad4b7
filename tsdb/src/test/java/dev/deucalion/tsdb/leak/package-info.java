/**
 * The check that no test leaves a thread, an open file or a mapping behind. Start with {@link
 * dev.deucalion.tsdb.leak.LeakCheck}, which is switched on for all tests of the module by a file
 * under {@code META-INF/services}. Runs on the thread of the tests.
 */
@NullMarked
package dev.deucalion.tsdb.leak;

import org.jspecify.annotations.NullMarked;
