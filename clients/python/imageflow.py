"""Client of ImageFlowCanvas in one file: Python 3.9 or newer, nothing but the standard library.

    from imageflow import Client

    with Client("http://127.0.0.1:8080", username="admin", password="...") as client:
        execution = client.run("blur-faces", ["photo.jpg"])
        client.download_outputs(execution, "results")
        picture = client.picture("blur-faces", "photo.jpg")     # bytes: one in, one out

Answers are the API's own JSON as dicts (``execution["status"]``). Whatever the server refuses is
an ImageflowError. A Client may be used by several threads.
"""
from __future__ import annotations

import base64
import hashlib
import http.client
import json
import os
import pathlib
import random
import ssl
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from typing import Any, Callable, Dict, Iterable, Iterator, List, Optional, Set, Tuple, Union

__all__ = ["Client", "ImageflowError", "Resource"]
__version__ = "0.1.0"

Image = Union[str, "os.PathLike[str]", bytes, Tuple[str, bytes]]
TERMINAL = ("completed", "failed", "cancelled")
_CHUNK = 256 * 1024
_HOLD = 30  # seconds that the server is asked to hold an answer back for


class ImageflowError(Exception):
    """The server's problem (RFC 9457), or that it could not be reached (status 0).

    status: HTTP status. code: the stable code word. detail: a sentence for a person.
    errors: the wrong places, each {"pointer", "detail"}. retry_after: seconds, or None.
    """

    def __init__(self, status: int, code: str, detail: str, errors: Optional[List[dict]] = None,
                 retry_after: Optional[float] = None):
        places = "".join("\n  %s: %s" % (e.get("pointer"), e.get("detail")) for e in errors or [])
        super().__init__("%s: %s%s" % (code, detail, places))
        self.status, self.code, self.detail = status, code, detail
        self.errors, self.retry_after = errors or [], retry_after


class Resource(dict):
    """What was read, with the entity tag by which a change can be made conditional."""

    etag: Optional[str] = None


class _Answer:
    def __init__(self, status: int, headers: Any, body: bytes):
        self.status, self.headers, self.body = status, headers, body

    def json(self) -> Any:
        return json.loads(self.body) if self.body else None

    def resource(self) -> Resource:
        resource = Resource(self.json())
        resource.etag = self.headers.get("ETag")
        return resource


class _Form:
    """A multipart/form-data body, written as it is sent, as often as it has to be sent."""

    def __init__(self) -> None:
        self.boundary = uuid.uuid4().hex
        self._parts: List[Tuple[bytes, Union[bytes, pathlib.Path]]] = []

    def field(self, name: str, value: str) -> "_Form":
        return self._add('name="%s"' % _quoted(name), value.encode())

    def file(self, name: str, image: Image) -> "_Form":
        filename, content = _named(image)
        return self._add('name="%s"; filename="%s"' % (_quoted(name), _quoted(filename)), content,
                         "Content-Type: application/octet-stream\r\n")

    def _add(self, names: str, content: Union[bytes, pathlib.Path], more: str = "") -> "_Form":
        head = "--%s\r\nContent-Disposition: form-data; %s\r\n%s\r\n" % (self.boundary, names, more)
        self._parts.append((head.encode(), content))
        return self

    def _end(self) -> bytes:
        return b"--%s--\r\n" % self.boundary.encode()

    def __len__(self) -> int:
        return sum(len(head) + _size(content) + 2 for head, content in self._parts) + len(self._end())

    def __iter__(self) -> Iterator[bytes]:
        for head, content in self._parts:
            yield head
            yield from _chunks(content)
            yield b"\r\n"
        yield self._end()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The API redirects nowhere, and a token must not go to another host."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Client:
    """Speaks to one server.

    url: where the server is, without /v1. One of: token, an access token; api_key, for machines;
    username and password, with which it logs in when needed and again when the login has expired.
    timeout: seconds without a sign of the server. retries: how often a request is repeated after
    a lost connection (only where that cannot do it twice), a 429 or a 503; patience: the longest
    Retry-After, in seconds, that is waited for. context: for TLS with a certificate of one's own.
    """

    def __init__(self, url: str, token: Optional[str] = None, username: Optional[str] = None,
                 password: Optional[str] = None, api_key: Optional[str] = None,
                 timeout: float = 60, retries: int = 4, patience: float = 30,
                 language: Optional[str] = None, context: Optional[ssl.SSLContext] = None):
        self.url = url.rstrip("/")
        self._token = api_key or token
        self._login = (username, password) if username is not None else None
        self._timeout, self._retries, self._patience = timeout, retries, patience
        self._language = language
        self._lock = threading.Lock()
        self._logged_in, self._expires = False, 0.0
        self._opener = urllib.request.build_opener(
            _NoRedirect, urllib.request.HTTPSHandler(context=context))

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: Any) -> None:
        self.logout()

    # --- executions

    def run(self, pipeline: str, images: Union[Image, Iterable[Image]] = (),
            parameters: Optional[Dict[str, Any]] = None, priority: str = "normal",
            wait: bool = True, timeout: Optional[float] = None, file_ids: Iterable[str] = (),
            idempotency_key: Optional[str] = None,
            on_progress: Optional[Callable[[dict], None]] = None) -> dict:
        """Runs a pipeline, named by id or slug, on images: paths, bytes or (name, bytes).

        Sends an Idempotency-Key, so that a repeated request cannot run it twice. With wait the
        answer is the ended execution, whichever way it ended (its items tell which image failed
        and why); without, what the server said at once: execution_id, status and more.
        """
        form = _submission(pipeline, _list(images), file_ids, parameters, priority)
        headers = {"Idempotency-Key": idempotency_key or str(uuid.uuid4())}
        until = time.monotonic() + timeout if timeout is not None else None
        if wait and not on_progress:
            headers.update(self._hold(until))
        told = self._call("POST", "/executions", form, headers).json()
        if not wait or ("items" in told and told["status"] in TERMINAL):
            return told
        return self._wait(told["execution_id"], until, timeout, on_progress)

    def picture(self, pipeline: str, image: Union[Image, None] = None,
                parameters: Optional[Dict[str, Any]] = None, type: str = "image/*",
                priority: str = "normal", timeout: Optional[float] = None,
                file_id: Optional[str] = None, idempotency_key: Optional[str] = None) -> bytes:
        """Runs a pipeline on one image and gives the bytes of the picture that it makes.

        type: image/jpeg, image/png or image/webp to have it made so; image/* for what comes. An
        image that fails is an ImageflowError; so is, with code NOT_ACCEPTABLE, a pipeline that
        makes no such picture. TimeoutError after so many seconds.
        """
        form = _submission(pipeline, [] if image is None else [image],
                           [] if file_id is None else [file_id], parameters, priority)
        until = time.monotonic() + timeout if timeout is not None else None
        headers = {"Accept": type, "Idempotency-Key": idempotency_key or str(uuid.uuid4())}
        headers.update(self._hold(until))
        while True:
            answer = self._call("POST", "/executions", form, headers)
            if answer.status == 200:
                _check_digest(answer.headers, hashlib.sha256(answer.body))
                return answer.body
            # it takes longer; once it has ended, the same request is answered with the picture
            self._wait(answer.json()["execution_id"], until, timeout, None)

    def wait(self, execution_id: str, timeout: Optional[float] = None,
             on_progress: Optional[Callable[[dict], None]] = None) -> dict:
        """The execution once it has ended. TimeoutError after so many seconds."""
        until = time.monotonic() + timeout if timeout is not None else None
        return self._wait(execution_id, until, timeout, on_progress)

    def _wait(self, execution_id: str, until: Optional[float], timeout: Optional[float],
              on_progress: Optional[Callable[[dict], None]]) -> dict:
        pause = 0.02
        while True:
            begun = time.monotonic()
            headers = {} if on_progress else self._hold(until)
            execution = self._call("GET", _path("executions", execution_id), None, headers).json()
            if on_progress:
                on_progress(execution)
            if execution["status"] in TERMINAL:
                return execution
            if until is not None and time.monotonic() + pause > until:
                raise TimeoutError("execution %s is %s after %s s"
                                   % (execution_id, execution["status"], timeout))
            if time.monotonic() - begun < 1:  # the server did not hold the answer back
                time.sleep(pause)
                pause = min(1.0, pause * 1.5)

    def _hold(self, until: Optional[float]) -> Dict[str, str]:
        """Asks the server to answer when it has ended, well within our own patience."""
        left = _HOLD if until is None else until - time.monotonic()
        seconds = int(min(_HOLD, self._timeout / 2, left))
        return {"Prefer": "wait=%d" % seconds} if seconds > 0 else {}

    def execution(self, execution_id: str) -> dict:
        return self._call("GET", _path("executions", execution_id)).json()

    def executions(self, **filters: Any) -> Iterator[dict]:
        """All executions, newest first. Filters: pipeline_id, status, created_by, from_, to."""
        return self._pages("/executions", filters)

    def cancel(self, execution_id: str) -> dict:
        return self._call("POST", _path("executions", execution_id, "cancel")).json()

    def delete_execution(self, execution_id: str) -> None:
        self._call("DELETE", _path("executions", execution_id))

    def archive(self, execution_id: str, to: Union[str, "os.PathLike[str]"]) -> pathlib.Path:
        """Saves all results as one zip."""
        return self._save(_path("executions", execution_id, "archive"), pathlib.Path(to))

    def download_outputs(self, execution: dict, folder: Union[str, "os.PathLike[str]"],
                         ) -> List[pathlib.Path]:
        """Saves the results of an ended execution, named as the server names them."""
        saved: List[pathlib.Path] = []
        taken: Set[str] = set()
        for output in execution["output_files"]:
            name = _basename(output["filename"])
            while name.lower() in taken:
                name = "%s-%d%s" % (pathlib.Path(_basename(output["filename"])).stem, len(taken) + 1,
                                    pathlib.Path(name).suffix)
            taken.add(name.lower())
            saved.append(self._save(_path("files", output["file_id"], "download"),
                                    pathlib.Path(folder) / name))
        return saved

    # --- files

    def upload(self, image: Image, idempotency_key: Optional[str] = None) -> dict:
        headers = {"Idempotency-Key": idempotency_key or str(uuid.uuid4())}
        return self._call("POST", "/files", _Form().file("file", image), headers).json()

    def download(self, file_id: str) -> bytes:
        """The file's bytes, checked against the digest that the server sends along."""
        answer = self._call("GET", _path("files", file_id, "download"))
        _check_digest(answer.headers, hashlib.sha256(answer.body))
        return answer.body

    def files(self, **filters: Any) -> Iterator[dict]:
        """All files, newest first. Filters: kind (upload, input, output), created_by."""
        return self._pages("/files", filters)

    def file(self, file_id: str) -> dict:
        return self._call("GET", _path("files", file_id, "metadata")).json()

    def delete_file(self, file_id: str) -> None:
        self._call("DELETE", _path("files", file_id))

    # --- pipelines and components

    def pipelines(self, **filters: Any) -> Iterator[dict]:
        """All pipelines, newest first. Filters: q (search), created_by."""
        return self._pages("/pipelines", filters)

    def pipeline(self, pipeline: str) -> Resource:
        return self._call("GET", _path("pipelines", pipeline)).resource()

    def create_pipeline(self, name: str, components: List[dict], **more: Any) -> Resource:
        """More: description, slug."""
        body = dict(more, name=name, components=components)
        return self._call("POST", "/pipelines", body).resource()

    def update_pipeline(self, pipeline: Union[str, Resource], changed: Optional[dict] = None,
                        etag: Optional[str] = None) -> Resource:
        """Stores a new version: of a pipeline that was read and changed in place, or by its name.

        With the entity tag, given or read along, code VERSION_MISMATCH tells that somebody else
        was faster.
        """
        body = changed if changed is not None else dict(pipeline)  # type: ignore[arg-type]
        reference = pipeline if isinstance(pipeline, str) else pipeline["id"]
        tag = etag or getattr(pipeline, "etag", None)
        headers = {"If-Match": tag} if tag else {}
        return self._call("PUT", _path("pipelines", reference), body, headers).resource()

    def delete_pipeline(self, pipeline: str) -> None:
        self._call("DELETE", _path("pipelines", pipeline))

    def export_pipeline(self, pipeline: str) -> dict:
        return self._call("GET", _path("pipelines", pipeline, "export")).json()

    def import_pipeline(self, exported: dict) -> Resource:
        return self._call("POST", "/pipelines/import", exported).resource()

    def components(self) -> List[dict]:
        return self._call("GET", "/components").json()["items"]

    def component(self, component_type: str) -> dict:
        return self._call("GET", _path("components", component_type)).json()

    # --- models, users, oneself

    def models(self) -> Iterator[dict]:
        return self._pages("/models", {})

    def add_model(self, model: Image, name: Optional[str] = None) -> dict:
        """Installs an ONNX file; the name is the file's without the ending, unless given."""
        form = _Form().file("file", model)
        if name:
            form.field("name", name)
        return self._call("POST", "/models", form).json()

    def delete_model(self, name: str) -> None:
        self._call("DELETE", _path("models", name))

    def users(self) -> Iterator[dict]:
        return self._pages("/users", {})

    def create_user(self, username: str, password: str, roles: List[str]) -> dict:
        body = {"username": username, "password": password, "roles": roles}
        return self._call("POST", "/users", body).json()

    def update_user(self, user_id: str, **changes: Any) -> dict:
        """Changes: password, roles, disabled."""
        return self._call("PATCH", _path("users", user_id), changes).json()

    def delete_user(self, user_id: str) -> None:
        self._call("DELETE", _path("users", user_id))

    def me(self) -> dict:
        return self._call("GET", "/auth/me").json()

    def logout(self) -> None:
        """Ends the login that this client made; a token or key that it was given stays good."""
        with self._lock:
            token, self._token = (self._token, None) if self._logged_in else (None, self._token)
            self._logged_in = False
        if token:
            self._attempt("POST", "/auth/logout", None, {}, token)

    # --- how it is said

    def _pages(self, path: str, filters: Dict[str, Any]) -> Iterator[dict]:
        query = {name.rstrip("_"): value for name, value in filters.items() if value is not None}
        while True:
            question = "?" + urllib.parse.urlencode(query) if query else ""
            page = self._call("GET", path + question).json()
            yield from page["items"]
            if not page.get("next_cursor"):
                return
            query["cursor"] = page["next_cursor"]

    def _call(self, method: str, path: str, body: Any = None,
              headers: Optional[Dict[str, str]] = None) -> _Answer:
        """Sends a request until it is answered, or until trying again makes no sense."""
        headers = headers or {}
        repeatable = method in ("GET", "DELETE") or "Idempotency-Key" in headers
        token = self._current_token()
        lost = renewed = False
        for attempt in range(self._retries + 1):
            last = attempt == self._retries
            try:
                answer = self._attempt(method, path, body, headers, token)
            except (OSError, http.client.HTTPException) as e:
                lost = True
                if last or not repeatable:
                    raise ImageflowError(0, "CONNECTION_LOST", "%s %s: %s" % (method, path, e)) from e
                time.sleep(_backoff(attempt))
                continue
            if answer.status < 300 or _is_accepted(answer):
                return answer
            if lost and method == "DELETE" and answer.status == 404:
                return answer  # the request whose answer was lost has done it
            problem = _problem(answer)
            if answer.status == 401 and self._login and not renewed and not last:
                token, renewed = self._current_token(but_not=token), True
            elif answer.status in (429, 503) and not last:
                wait = _backoff(attempt) if problem.retry_after is None else problem.retry_after
                if wait > self._patience:
                    raise problem
                time.sleep(wait)
            else:
                raise problem
        raise AssertionError("the last attempt returns or raises")

    def _current_token(self, but_not: Optional[str] = None) -> Optional[str]:
        if not self._login:
            return self._token
        with self._lock:
            if self._token in (None, but_not) or time.monotonic() > self._expires:
                body = {"username": self._login[0], "password": self._login[1]}
                try:
                    answer = self._attempt("POST", "/auth/login", body, {}, None)
                except (OSError, http.client.HTTPException) as e:
                    raise ImageflowError(0, "CONNECTION_LOST", "POST /auth/login: %s" % e) from e
                if answer.status != 200:
                    raise _problem(answer)
                login = answer.json()
                self._token, self._logged_in = login["access_token"], True
                self._expires = time.monotonic() + 0.9 * login["expires_in"]
            return self._token

    def _attempt(self, method: str, path: str, body: Any, headers: Dict[str, str],
                 token: Optional[str]) -> _Answer:
        try:
            with self._open(method, path, body, headers, token) as response:
                return _Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as e:
            with e:
                return _Answer(e.code, e.headers, e.read())

    def _open(self, method: str, path: str, body: Any, headers: Dict[str, str],
              token: Optional[str]) -> Any:
        request = urllib.request.Request(self.url + "/v1" + path, method=method)
        request.add_header("User-Agent", "imageflow-python/" + __version__)
        if token:
            request.add_header("Authorization", "Bearer " + token)
        if self._language:
            request.add_header("Accept-Language", self._language)
        for name, value in headers.items():
            request.add_header(name, value)
        if isinstance(body, _Form):
            request.data = iter(body)  # type: ignore[assignment]
            request.add_header("Content-Type", "multipart/form-data; boundary=" + body.boundary)
            request.add_header("Content-Length", str(len(body)))
        elif body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        return self._opener.open(request, timeout=self._timeout)

    def _save(self, path: str, to: pathlib.Path) -> pathlib.Path:
        """Writes beside and renames, so that a broken download leaves no half file."""
        answer = self._call("GET", path)
        _check_digest(answer.headers, hashlib.sha256(answer.body))
        to.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=to.parent, prefix="." + to.name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(answer.body)
            os.replace(part, to)
        except BaseException:
            os.unlink(part)
            raise
        return to


def _submission(pipeline: str, images: Iterable[Image], file_ids: Iterable[str],
                parameters: Optional[Dict[str, Any]], priority: str) -> _Form:
    form = _Form().field("pipeline_id", pipeline).field("priority", priority)
    if parameters:
        form.field("parameters", json.dumps(parameters))
    for file_id in file_ids:
        form.field("input_file_ids", file_id)
    for image in images:
        form.file("input_files", image)
    return form


def _problem(answer: _Answer) -> ImageflowError:
    try:
        told = answer.json()
        told = told if isinstance(told, dict) else {}
    except ValueError:
        told = {}
    retry_after = answer.headers.get("Retry-After")
    return ImageflowError(answer.status, told.get("code") or "HTTP_%d" % answer.status,
                          told.get("detail") or told.get("error") or "no reason given",
                          told.get("errors"),
                          float(retry_after) if (retry_after or "").isdigit() else None)


def _is_accepted(answer: _Answer) -> bool:
    """Whether this 500 says that the execution was taken over by the fallback queue."""
    if answer.status != 500:
        return False
    try:
        return bool(answer.json().get("fallback_mode"))
    except (ValueError, AttributeError):
        return False


def _check_digest(headers: Any, got: Any) -> None:
    told = headers.get("Repr-Digest", "")
    if told.startswith("sha-256=:"):
        if base64.b64decode(told[9:].split(":")[0]) != got.digest():
            raise ImageflowError(0, "CONTENT_DAMAGED", "what came is not what the server sent")


def _backoff(attempt: int) -> float:
    return min(5.0, 0.2 * 2 ** attempt) * random.uniform(0.5, 1.0)


def _path(*segments: str) -> str:
    return "".join("/" + urllib.parse.quote(segment, safe="") for segment in segments)


def _list(images: Union[Image, Iterable[Image]]) -> List[Image]:
    one = isinstance(images, (str, bytes, os.PathLike)) or (
        isinstance(images, tuple) and len(images) == 2 and isinstance(images[1], bytes)
        and isinstance(images[0], str))
    return [images] if one else list(images)  # type: ignore[list-item, arg-type]


def _named(image: Image) -> Tuple[str, Union[bytes, pathlib.Path]]:
    if isinstance(image, bytes):
        return "image", image
    if isinstance(image, tuple):
        return image
    path = pathlib.Path(image)
    path.stat()  # a missing file shall not look like a lost connection later
    return path.name, path


def _size(content: Union[bytes, pathlib.Path]) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _chunks(content: Union[bytes, pathlib.Path]) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _quoted(name: str) -> str:
    """As browsers do in a form (WHATWG HTML, 4.10.21.8)."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _basename(name: str) -> str:
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    return base if base not in ("", ".", "..") else "file"
