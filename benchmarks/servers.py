"""Servers with Prometheus' command line as side-by-side benchmarks see them: start, kill, /proc, metrics, blocks."""
import atexit, json, os, re, signal, socket, subprocess, sys, time, urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
TICK = os.sysconf("SC_CLK_TCK")
CHILDREN = []


def spawn(command, **options):
    """Starts a process that the kernel kills when this one dies, however it dies."""
    process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL"] + command, **options)
    CHILDREN.append(process)
    return process


@atexit.register
def reap():
    """Kills all processes that were started here."""
    for process in CHILDREN:
        if process.poll() is None:
            process.kill()
            process.wait()


def log(*words):
    print(time.strftime("%H:%M:%S"), *words, file=sys.stderr, flush=True)


def get(url, timeout=5):
    return urllib.request.urlopen(url, timeout=timeout).read().decode()


def is_ready(port):
    """Asks without a client, so that asking takes next to nothing of the cores on which the server starts."""
    try:
        with socket.create_connection(("127.0.0.1", port), 5) as connection:
            connection.sendall(b"GET /-/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return connection.recv(64).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


class Server:
    """A server by name: "deucalion" is the launcher that $DEUCALION names or that of this checkout."""

    def __init__(self, name, port, work, config, flags=()):
        self.name, self.port = name, port
        self.data = os.path.join(work, name, "data")
        os.makedirs(self.data)
        program = os.environ.get("DEUCALION") or os.path.join(HERE, "..", "deucalion")
        self.command = [{"deucalion": program}.get(name, name),
                        f"--config.file={config}", f"--storage.tsdb.path={self.data}",
                        f"--web.listen-address=127.0.0.1:{port}", "--log.level=warn", *flags]
        self.log = open(os.path.join(work, name, "log"), "a")

    def start_until_ready(self):
        """Starts the server, asks it nothing but whether it is ready, and says after how many seconds it was."""
        begin = time.monotonic()
        self.process = spawn(self.command, stdout=self.log, stderr=self.log)
        while not is_ready(self.port):
            self.fail_when_ended()
            time.sleep(0.002)
        return time.monotonic() - begin

    def start(self):
        """Starts the server and says after how many seconds it was ready and answered a query."""
        begin = time.monotonic()
        ready = self.start_until_ready()
        while True:
            self.fail_when_ended()
            try:
                get(f"http://127.0.0.1:{self.port}/api/v1/query?query=vector(1)")
                return ready, time.monotonic() - begin
            except OSError:
                time.sleep(0.02)

    def fail_when_ended(self):
        if self.process.poll() is not None:
            raise SystemExit(f"{self.name} ended with {self.process.returncode}; see {self.log.name}")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def cpu_seconds(self):
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def memory_mb(self):
        """Resident memory: all, of mapped files, the most since the start."""
        status = open(f"/proc/{self.process.pid}/status").read()
        return [round(int(re.search(key + r":\s+(\d+)", status)[1]) / 1024, 1)
                for key in ("VmRSS", "RssFile", "VmHWM")]

    def metrics(self):
        """Metrics of the store by name, without "prometheus_tsdb_"."""
        found = {}
        for line in get(f"http://127.0.0.1:{self.port}/metrics", 30).splitlines():
            match = re.match(r"prometheus_tsdb_(head_samples_appended_total|head_series|head_chunks|head_min_time|"
                             r"head_max_time|compactions_total)(?:{type=\"float\"})? (\S+)", line)
            if match:
                found[match[1]] = float(match[2])
        return found

    def blocks(self):
        """What all blocks have: samples, series and chunks as they say, bytes of chunks, index and the rest."""
        sums = dict.fromkeys(("blocks", "samples", "series", "chunks", "chunk_bytes", "index_bytes", "other_bytes"), 0)
        for name in os.listdir(self.data):
            block = os.path.join(self.data, name)
            if not os.path.exists(os.path.join(block, "meta.json")):
                continue
            sums["blocks"] += 1
            stats = json.load(open(os.path.join(block, "meta.json")))["stats"]
            for key, stat in (("samples", "numSamples"), ("series", "numSeries"), ("chunks", "numChunks")):
                sums[key] += stats[stat]
            for folder, _, files in os.walk(block):
                kind = "chunk" if folder.endswith("chunks") else "other"
                for file in files:
                    sums[("index" if file == "index" else kind) + "_bytes"] += os.path.getsize(
                        os.path.join(folder, file))
        size = sums["chunk_bytes"] + sums["index_bytes"] + sums["other_bytes"]
        return {**sums, "bytes_per_sample": round(size / max(1, sums["samples"]), 4)}
