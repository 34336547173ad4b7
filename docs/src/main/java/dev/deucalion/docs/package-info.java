/**
 * The documentation, and in the tests of this module what keeps it and the architecture true. Has
 * no code of its own; it depends on every module so that its tests run last and see all classes.
 */
@NullMarked
package dev.deucalion.docs;

import org.jspecify.annotations.NullMarked;
