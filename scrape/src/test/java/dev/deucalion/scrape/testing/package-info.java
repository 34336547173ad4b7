/** Stores and peers for the tests of this module. */
@NullMarked
package dev.deucalion.scrape.testing;

import org.jspecify.annotations.NullMarked;
