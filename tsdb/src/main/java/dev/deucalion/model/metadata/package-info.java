/**
 * What a metric is: type, unit and help text.
 *
 * <p>May depend on: nothing.
 */
@NullMarked
package dev.deucalion.model.metadata;

import org.jspecify.annotations.NullMarked;
