/**
 * The endpoints, one class for each family; {@code dev.deucalion.http.Routes} is the table of
 * contents. An endpoint of {@code /api/v1} is an {@link dev.deucalion.http.api.ApiFunction}: it
 * reads parameters, refuses by an {@link dev.deucalion.http.api.ApiException} and answers with data
 * that write themselves; {@link dev.deucalion.http.api.ApiEndpoint} puts the envelope round it.
 *
 * <p>Functions that evaluate or search do so within {@link dev.deucalion.http.api.Evaluations}, a
 * bounded number of them at a time.
 */
@NullMarked
package dev.deucalion.http.api;

import org.jspecify.annotations.NullMarked;
