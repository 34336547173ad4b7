/**
 * What is unpacked and run: the module has no classes, but files of the archives ({@code
 * src/main/archive}), the steps that make them ({@code src/main/build}), and the tests that run
 * them.
 */
@NullMarked
package dev.deucalion.dist;

import org.jspecify.annotations.NullMarked;
