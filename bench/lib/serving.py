"""The real server for a measurement: started as a user starts it, on loopback with free ports and a
data folder of its own, and asked over HTTP with the standard library."""
import http.client, json, os, pathlib, shutil, signal, socket, subprocess, sys, tempfile, threading, time, uuid

from measuring import Processes

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(os.environ.get("IMAGEFLOW_BENCH_DATA", ROOT.parent / "shared" / "data")).resolve()
PASSWORD = "Bench-Password-1!"
ENDED = ("completed", "failed", "cancelled")

# who is told to stop still stops what it started
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def stop_with(code, message):
    print(message, file=sys.stderr)
    sys.exit(code)


def test_data(*names):
    """Paths in the optional test data; exits 2 where they are missing."""
    paths = [DATA / name for name in names]
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        stop_with(2, "missing: %s (IMAGEFLOW_BENCH_DATA names another folder with images/ and models/)" % ", ".join(missing))
    return paths


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)

    def expect(self, *statuses):
        if self.status not in statuses:
            raise RuntimeError("answered %d: %s (expected: %s)" % (self.status, self.body[:300], statuses))
        return self


class Connections:
    """One kept connection for each thread to one port of this machine."""

    def __init__(self, port):
        self.port, self.local = port, threading.local()

    def call(self, method, path, body=None, headers=None, timeout=240):
        for attempt in (1, 2):
            kept = getattr(self.local, "connection", None)
            connection = kept or http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
            try:
                connection.request(method, path, body, headers or {})
                answer = connection.getresponse()
                data = answer.read()
                self.local.connection = connection
                return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, data)
            except (http.client.HTTPException, ConnectionError):
                connection.close()
                self.local.connection = None
                # a kept connection may have been closed meanwhile; a new one has no such excuse
                if kept is None or attempt == 2:
                    raise


def form(fields, files):
    """A multipart body and its content type; files: (part, name, bytes, type)."""
    boundary, parts = uuid.uuid4().hex, []
    for name, value in fields:
        parts.append(('--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (boundary, name, value)).encode())
    for part, name, content, kind in files:
        parts.append(('--%s\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\nContent-Type: %s\r\n\r\n'
                      % (boundary, part, name, kind)).encode())
        parts += [content, b"\r\n"]
    parts.append(("--%s--\r\n" % boundary).encode())
    return b"".join(parts), "multipart/form-data; boundary=" + boundary


class Server:
    """`./imageflow serve`; without the AOT cache unless `aot`, which trains it first where it is missing."""

    name = "ImageFlowCanvas"

    def __init__(self, aot=False, environment=None):
        if aot:
            train()
        self.data = tempfile.mkdtemp(prefix="imageflow-bench-")
        self.port = free_port()
        self.connections = Connections(self.port)
        self.token = None
        names = ("GRPC", "RESIZE", "AI_DETECTION", "FILTER")
        e = {k: v for k, v in os.environ.items() if not k.startswith("IMAGEFLOW_") or k in ("IMAGEFLOW_JAVA", "IMAGEFLOW_JAVA_OPTS")}
        e.update({"IMAGEFLOW_%s_PORT" % n: str(free_port()) for n in names})
        e.update(IMAGEFLOW_HTTP_PORT=str(self.port), IMAGEFLOW_DATA_DIR=self.data, IMAGEFLOW_ADMIN_PASSWORD=PASSWORD,
                 IMAGEFLOW_AOT="on" if aot else "off")
        if (DATA / "models").exists():
            e["IMAGEFLOW_MODELS_DIR"] = str(DATA / "models")
        e.update(environment or {})
        self.log = open(os.path.join(self.data, "server.log"), "ab")
        started = time.monotonic()
        self.process = subprocess.Popen([str(ROOT / "imageflow"), "serve"], cwd=ROOT, env=e, stdout=self.log,
                                        stderr=subprocess.STDOUT, start_new_session=True)
        self.processes = Processes(self.process.pid)
        try:
            self._await_ready()
        except BaseException:
            self.stop()
            raise
        self.ready_s = time.monotonic() - started

    def _await_ready(self):
        # the first start of a checkout builds it
        until = time.monotonic() + 900
        while time.monotonic() < until:
            if self.process.poll() is not None:
                stop_with(1, "the server ended at its start:\n" + pathlib.Path(self.log.name).read_text()[-2000:])
            try:
                if self.connections.call("GET", "/health/ready").status == 200:
                    return
            except OSError:
                pass
            time.sleep(0.05)
        stop_with(1, "the server was not ready within 900 s")

    def call(self, method, path, body=None, headers=None):
        h = {"Authorization": "Bearer " + (self.token or self.login())}
        h.update(headers or {})
        if isinstance(body, (dict, list)):
            body, h["Content-Type"] = json.dumps(body), "application/json"
        return self.connections.call(method, path, body, h)

    def login(self):
        body = json.dumps({"username": "admin", "password": PASSWORD})
        answer = self.connections.call("POST", "/v1/auth/login", body, {"Content-Type": "application/json"})
        self.token = answer.expect(200).json()["access_token"]
        return self.token

    def pipeline(self, name, components):
        return self.call("POST", "/v1/pipelines", {"name": name, "components": components}).expect(201).json()["id"]

    def submit(self, pipeline, images, headers=None, parameters=None):
        """images: bytes of each."""
        fields = [("pipeline_id", pipeline)] + ([("parameters", json.dumps(parameters))] if parameters else [])
        files = [("input_files", "image-%d" % i, image, "application/octet-stream") for i, image in enumerate(images)]
        body, kind = form(fields, files)
        return self.call("POST", "/v1/executions", body, dict(headers or {}, **{"Content-Type": kind}))

    def run(self, pipeline, images, pause=0.02, seconds=240):
        """Until a client knows the end: in one call where the server honours `Prefer: wait`, else by polling."""
        answer = self.submit(pipeline, images, {"Prefer": "wait=60"}).expect(200, 202)
        ended = answer.json() if answer.status == 200 else self.ended(answer.json()["execution_id"], pause, seconds)
        if ended["status"] != "completed":
            raise RuntimeError("ended as " + json.dumps(ended)[:400])
        return ended, answer.status == 200

    def ended(self, execution, pause=0.02, seconds=240):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(pause)
            answer = self.call("GET", "/v1/executions/" + execution).expect(200).json()
            if answer["status"] in ENDED:
                return answer
        raise RuntimeError("%s has not ended within %d s" % (execution, seconds))

    def stop(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        self.log.close()
        shutil.rmtree(self.data, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def train():
    """Waits for the AOT cache that the launcher makes beside a first start; at most four minutes."""
    stamp = ROOT / "target" / "dist" / "stamp"
    cached = lambda: stamp.exists() and list((stamp.parent / stamp.read_text().split()[1]).glob("server-*.aot"))
    if cached():
        return
    print("training the AOT cache, once a build", file=sys.stderr)
    with Server(environment={"IMAGEFLOW_AOT": "on"}):
        until = time.monotonic() + 240
        while not cached() and time.monotonic() < until:
            time.sleep(1)
    if not cached():
        stop_with(1, "no AOT cache within 240 s; see target/aot.log")


def step(id, type, after=None, **parameters):
    return {"id": id, "name": id, "component_type": type, "parameters": parameters, "dependencies": [after or "$input"]}


def chain():
    """Resize, detect, draw, blur: what the figures of a photo are about."""
    return [step("resize", "resize", width=800, height=800),
            step("detect", "ai_detection", "resize", model_name="yolox_nano", confidence_threshold=0.4),
            step("blur", "filter", "detect", filter_type="blur")]
