package dev.deucalion.server.cli.unittest;

/**
 * What is not as expected.
 *
 * @param source what of a test expects it
 */
record CaseError(TestFile.Source source, String text) {}
