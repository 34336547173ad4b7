import { BASE } from "../frame/server";
import { starting } from "../frame/starting";

/** An answer of the API, without its envelope. */
export interface Answer<T> {
  readonly data: T;
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
}

/** A refusal or failure, with the API's own words. */
export class ApiError extends Error {
  constructor(
    /** Kind as the API names it; `not_ready` while it starts or stops, `network` when there was no answer. */
    readonly kind: string,
    message: string,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

interface Envelope {
  readonly status?: string;
  readonly data?: unknown;
  readonly errorType?: string;
  readonly error?: string;
  readonly warnings?: readonly string[];
  readonly infos?: readonly string[];
}

/** Parameters of a request; a list stands for several of one name, undefined for none. */
export type Parameters = Readonly<Record<string, string | number | readonly string[] | undefined>>;

function encoded(parameters: Parameters): URLSearchParams {
  const all = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (Array.isArray(value)) {
      value.forEach((each: string) => all.append(name, each));
    } else if (value !== undefined) {
      all.append(name, String(value));
    }
  }
  return all;
}

async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") {
      throw cause;
    }
    throw new ApiError("network", "The server does not answer.");
  }
}

/** Reads the body of an answer, its envelope included. */
export type Decode = (response: Response) => Promise<unknown>;

const AS_JSON: Decode = (response) => response.json();

async function read<T>(response: Response, decode = AS_JSON): Promise<Answer<T>> {
  if (response.status === 204) {
    return { data: undefined as T, warnings: [], infos: [] };
  }
  if (response.status === 503 && response.headers.has("X-Prometheus-Stopping")) {
    const stopping = response.headers.get("X-Prometheus-Stopping") === "true";
    starting.set(!stopping);
    throw new ApiError("not_ready", stopping ? "The server is shutting down." : "The server is starting.");
  }
  let envelope: Envelope;
  try {
    envelope = (await decode(response)) as Envelope;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") {
      throw cause;
    }
    throw new ApiError("bad_response", `The server answered ${response.status} without data.`);
  }
  if (envelope.status !== "success") {
    throw new ApiError(envelope.errorType ?? "unknown", envelope.error ?? `status ${response.status}`);
  }
  return { data: envelope.data as T, warnings: envelope.warnings ?? [], infos: envelope.infos ?? [] };
}

/** The URL of an endpoint, such as `status/flags`. */
export function apiUrl(path: string, parameters: Parameters = {}): URL {
  const url = new URL(`api/v1/${path}`, BASE);
  url.search = encoded(parameters).toString();
  return url;
}

/** Asks an endpoint by GET. Rejects with {@link ApiError}, or with an AbortError when the signal says so. */
export async function get<T>(path: string, parameters: Parameters = {}, signal?: AbortSignal): Promise<Answer<T>> {
  const init = signal === undefined ? {} : { signal };
  return read<T>(await send(new Request(apiUrl(path, parameters), init)));
}

/** As {@link get}, by POST with a form, for what may be long. */
export async function post<T>(
  path: string, parameters: Parameters = {}, signal?: AbortSignal, decode?: Decode,
): Promise<Answer<T>> {
  const init: RequestInit = { method: "POST", body: encoded(parameters) };
  if (signal !== undefined) {
    init.signal = signal;
  }
  return read<T>(await send(new Request(new URL(`api/v1/${path}`, BASE), init)), decode);
}
