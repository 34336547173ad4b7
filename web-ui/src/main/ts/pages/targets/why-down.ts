/** What people usually have to look at when a scrape fails with an error of this kind. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  // First, as names of metrics and labels follow.
  [/limit exceeded/i, "The target sends more than the configured limits allow."],
  [/does not end with # EOF/i, "The answer is not in the format that it claims to be."],
  [/HTTP status 40[13]/i, "The target wants credentials, or refuses those that are configured."],
  [/HTTP status 404/i, "The target answers, but has nothing at this path: see metrics_path."],
  [/HTTP status 5/i, "The target answers, but fails itself."],
  [/HTTP status/i, "The target answers, but not with metrics."],
  [/connection refused/i, "Nothing listens on this port: is the process running, and on this address?"],
  [/no such host|server misbehaving/i, "The name of the host is not known to the resolver."],
  [/no route to host|network is unreachable/i, "There is no way through the network to this host."],
  [/connection reset|EOF/i, "The connection was closed before the answer was there."],
  [/context deadline exceeded|i\/o timeout|timeout/i, "The target did not answer in full within the scrape timeout."],
  [/x509|certificate|tls/i, "The connection by TLS failed: certificate, name or authority do not match."],
  [/http: server gave HTTP response to HTTPS client/i, "The target does not speak TLS: the scheme should be http."],
  [/Content-Type|content type/i, "The answer does not say in what format it is: see fallback_scrape_protocol."],
  [/expected|invalid|unexpected|parse|unsupported character/i, "The answer is not in the format that it claims to be."],
];

/** A sentence on where to look, or the empty text. */
export function whyDown(error: string): string {
  return REASONS.find(([pattern]) => pattern.test(error))?.[1] ?? "";
}
