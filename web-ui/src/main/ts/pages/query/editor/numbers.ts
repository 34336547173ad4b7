/** Numbers as the server's parser reads them: an underscore may stand before a digit that is not the first. */
export const NUMBER = /^(0[xX](_?[0-9a-fA-F])+|(\d(_?\d)*(\.(\d(_?\d)*)?)?|\.\d(_?\d)*)([eE][+-]?\d(_?\d)*)?)(?!\w)/;

/** Durations, such as `1h30m`. */
export const DURATION = /^(\d+(ms|[smhdwy]))+/;
