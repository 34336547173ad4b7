/**
 * All file calls of the store, behind {@link dev.deucalion.tsdb.file.FileOps}, so that tests can
 * make any of them fail or stop the world at the n-th.
 *
 * <p>May depend on: nothing.
 */
@NullMarked
package dev.deucalion.tsdb.file;

import org.jspecify.annotations.NullMarked;
