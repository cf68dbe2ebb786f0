"""Tests of imageflow.py: how it repeats requests, against a scripted server in this process.

What it does with the real server is tested in test_real_server.py.
"""
import http.server
import json
import pathlib
import tempfile
import threading
import unittest

from imageflow import Client, ImageflowError


class Scripted(http.server.BaseHTTPRequestHandler):
    """Answers with what the test has laid out, one answer per request; None drops the connection."""

    protocol_version = "HTTP/1.1"

    def answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.server.seen.append((self.command, self.path, dict(self.headers), self.rfile.read(length)))
        planned = self.server.answers.pop(0)
        if planned is None:
            self.close_connection = True
            self.connection.shutdown(2)
            return
        status, headers, body = planned
        data = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = answer

    def log_message(self, *_):
        pass


class RepeatingTest(unittest.TestCase):
    def setUp(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Scripted)
        self.server.answers, self.server.seen = [], []
        thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.url = "http://127.0.0.1:%d" % self.server.server_port
        self.client = Client(self.url, token="t")

    def plan(self, *answers):
        self.server.answers[:] = answers

    def test_submission_is_repeated_with_the_same_key_and_body_after_a_lost_connection(self):
        self.plan(None, (202, {}, {"execution_id": "e1", "status": "pending"}))
        accepted = self.client.run("p", [("a.png", b"pixels")], wait=False)
        self.assertEqual("e1", accepted["execution_id"])
        first, second = self.server.seen
        self.assertEqual(first[2]["Idempotency-Key"], second[2]["Idempotency-Key"])
        self.assertEqual(first[3], second[3])
        self.assertIn(b'filename="a.png"', first[3])

    def test_submission_that_ends_while_it_is_waited_for_is_one_request(self):
        self.plan((200, {}, {"execution_id": "e1", "status": "completed", "items": []}))
        self.assertEqual("completed", self.client.run("p", [b"pixels"])["status"])
        self.assertEqual("wait=30", self.server.seen[0][2]["Prefer"])

    def test_submission_that_takes_longer_is_waited_for(self):
        self.plan((202, {}, {"execution_id": "e1", "status": "pending"}),
                  (200, {}, {"execution_id": "e1", "status": "running", "items": []}),
                  (200, {}, {"execution_id": "e1", "status": "failed", "items": []}))
        self.assertEqual("failed", self.client.run("p", [b"pixels"], timeout=20)["status"])
        self.assertRegex(self.server.seen[1][2]["Prefer"], r"wait=1\d")

    def test_picture_that_takes_longer_is_asked_for_again_under_its_key(self):
        self.plan((202, {}, {"execution_id": "e1", "status": "pending"}),
                  (200, {}, {"execution_id": "e1", "status": "completed", "items": []}),
                  (200, {"Content-Type": "image/png"}, "picture"))
        self.assertEqual(b'"picture"', self.client.picture("p", b"pixels", type="image/png"))
        first, last = self.server.seen[0], self.server.seen[-1]
        self.assertEqual("image/png", first[2]["Accept"])
        self.assertEqual(first[2]["Idempotency-Key"], last[2]["Idempotency-Key"])

    def test_two_submissions_have_different_keys(self):
        self.plan(*[(202, {}, {"execution_id": "e", "status": "pending"})] * 2)
        for _ in range(2):
            self.client.run("p", [b"pixels"], wait=False)
        first, second = self.server.seen
        self.assertNotEqual(first[2]["Idempotency-Key"], second[2]["Idempotency-Key"])

    def test_change_is_not_repeated_after_a_lost_connection(self):
        self.plan(None)
        with self.assertRaises(ImageflowError) as caught:
            self.client.update_pipeline("p", {"name": "n"}, etag='"1"')
        self.assertEqual("CONNECTION_LOST", caught.exception.code)
        self.assertEqual(1, len(self.server.seen))

    def test_busy_server_is_asked_again_after_the_time_it_names(self):
        busy = {"code": "RATE_LIMITED", "detail": "too many"}
        self.plan((429, {"Retry-After": "0"}, busy), (503, {"Retry-After": "0"}, busy),
                  (200, {}, {"items": []}))
        self.assertEqual([], self.client.components())
        self.assertEqual(3, len(self.server.seen))

    def test_longer_wait_than_the_patience_is_told(self):
        self.plan((429, {"Retry-After": "31"}, {"code": "RATE_LIMITED", "detail": "too many"}))
        with self.assertRaises(ImageflowError) as caught:
            self.client.components()
        self.assertEqual((429, 31), (caught.exception.status, caught.exception.retry_after))

    def test_deletion_whose_answer_was_lost_is_done(self):
        self.plan(None, (404, {}, {"code": "NOT_FOUND", "detail": "gone"}))
        self.client.delete_file("f1")
        self.assertEqual(2, len(self.server.seen))

    def test_deletion_of_what_was_never_there_is_an_error(self):
        self.plan((404, {}, {"code": "NOT_FOUND", "detail": "gone"}))
        with self.assertRaises(ImageflowError):
            self.client.delete_file("f1")

    def test_execution_that_went_to_the_fallback_queue_is_accepted(self):
        self.plan((500, {}, {"execution_id": "e1", "status": "pending", "fallback_mode": True,
                             "message": "Direct gRPC execution failed, using Kafka fallback"}))
        self.assertEqual("e1", self.client.run("p", [b"x"], wait=False)["execution_id"])

    def test_expired_login_is_renewed(self):
        client = Client(self.url, username="u", password="p")
        login = (200, {}, {"access_token": "t1", "expires_in": 3600})
        again = (200, {}, {"access_token": "t2", "expires_in": 3600})
        self.plan(login, (401, {}, {"code": "UNAUTHENTICATED", "detail": "expired"}), again,
                  (200, {}, {"username": "u"}))
        self.assertEqual("u", client.me()["username"])
        self.assertEqual("Bearer t2", self.server.seen[-1][2]["Authorization"])

    def test_token_that_is_not_valid_is_an_error_at_once(self):
        self.plan((401, {}, {"code": "UNAUTHENTICATED", "detail": "not valid"}))
        with self.assertRaises(ImageflowError) as caught:
            self.client.me()
        self.assertEqual(401, caught.exception.status)

    def test_redirect_is_not_followed(self):
        self.plan((302, {"Location": self.url + "/elsewhere"}, None))
        with self.assertRaises(ImageflowError):
            self.client.me()
        self.assertEqual(1, len(self.server.seen))

    def test_answer_that_is_no_problem_is_told_by_its_status(self):
        self.plan((502, {}, ["what"]))
        with self.assertRaises(ImageflowError) as caught:
            self.client.me()
        self.assertEqual("HTTP_502", caught.exception.code)

    def test_damaged_download_is_an_error_and_leaves_nothing(self):
        digest = "sha-256=:" + "A" * 43 + "=:"
        self.plan((200, {"Repr-Digest": digest}, "x"))
        with tempfile.TemporaryDirectory() as folder:
            with self.assertRaises(ImageflowError):
                self.client.archive("e", pathlib.Path(folder) / "results.zip")
            self.assertEqual([], list(pathlib.Path(folder).iterdir()))

    def test_missing_file_is_told_before_anything_is_sent(self):
        with self.assertRaises(FileNotFoundError):
            self.client.upload("no-such-file.png")
        self.assertEqual([], self.server.seen)

    def test_name_cannot_break_out_of_its_part(self):
        self.plan((201, {}, {"file_id": "f"}))
        self.client.upload(('a"\r\nX: y.png', b"x"))
        self.assertIn(b'filename="a%22%0D%0AX: y.png"', self.server.seen[0][3])


if __name__ == "__main__":
    unittest.main()
