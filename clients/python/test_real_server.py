"""imageflow.py against a running server: IMAGEFLOW_URL and IMAGEFLOW_PASSWORD (of admin) name it."""
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest
import uuid
import zipfile
import zlib

from imageflow import Client, ImageflowError

URL, PASSWORD = os.environ.get("IMAGEFLOW_URL"), os.environ.get("IMAGEFLOW_PASSWORD")
SMALL = [{"id": "r", "component_type": "resize",
          "parameters": {"width": 32, "height": 32, "mode": "stretch"}}]


def setUpModule():
    if not URL:
        raise unittest.SkipTest("IMAGEFLOW_URL names no server")


def png(width=64, height=48):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes((x * 4 + y) % 256 for x in range(width) for _ in range(3))
                    for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


class RealServerTest(unittest.TestCase):
    def setUp(self):
        self.client = Client(URL, username="admin", password=PASSWORD)
        self.addCleanup(self.client.logout)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def pipeline(self):
        return self.client.create_pipeline("python " + uuid.uuid4().hex, SMALL)

    def refused(self, code, call, *args, **more):
        with self.assertRaises(ImageflowError) as caught:
            call(*args, **more)
        self.assertEqual(code, caught.exception.code, caught.exception)
        return caught.exception

    def test_images_are_run_and_their_results_saved(self):
        photo = self.folder / "写真.png"
        photo.write_bytes(png())
        seen = []
        ended = self.client.run(self.pipeline()["id"], [photo, ("b.png", png(80, 20))],
                                parameters={"output_format": "png"}, priority="high",
                                on_progress=lambda e: seen.append(e["status"]))
        self.assertEqual("completed", ended["status"])
        self.assertEqual("completed", seen[-1])
        self.assertEqual("high", ended["priority"])
        self.assertEqual(["写真.png", "b.png"], [item["filename"] for item in ended["items"]])
        saved = self.client.download_outputs(ended, self.folder / "results")
        self.assertEqual(2, len(saved))
        for path in saved:
            width, height = struct.unpack(">II", path.read_bytes()[16:24])
            self.assertEqual((32, 32), (width, height))

    def test_one_photo_in_is_one_picture_out(self):
        pipeline = self.pipeline()["id"]
        self.assertEqual(b"\x89PNG", self.client.picture(pipeline, png(), type="image/png")[:4])
        self.assertEqual(b"\xff\xd8", self.client.picture(pipeline, png())[:2])
        file_id = self.client.upload(png())["file_id"]
        webp = self.client.picture(pipeline, file_id=file_id, type="image/webp")
        self.assertEqual(b"WEBP", webp[8:12])
        self.refused("NOT_ACCEPTABLE", self.client.picture, pipeline, png(), type="image/gif")
        damaged = self.client.run(pipeline, [("a.png", png()[:60])])
        self.assertEqual("failed", damaged["status"])

    def test_example_of_the_readme_runs(self):
        readme = pathlib.Path(__file__).with_name("README.md").read_text(encoding="utf-8")
        example = readme.split("```python\n")[1].split("```")[0]
        for name in ("party.jpg", "team.jpg"):
            (self.folder / name).write_bytes(png())
        run = subprocess.run([sys.executable, "-c", example], cwd=self.folder, text=True,
                             env=dict(os.environ, PYTHONPATH=str(pathlib.Path(__file__).parent)),
                             capture_output=True, timeout=900)
        self.assertEqual(0, run.returncode, run.stderr)
        self.assertIn("100 % Completed", run.stdout)
        self.assertIn("party.jpg completed []", run.stdout)
        self.assertTrue(list((self.folder / "results").iterdir()))

    def test_archive_holds_the_results(self):
        ended = self.client.run(self.pipeline()["slug"], png())
        path = self.client.archive(ended["execution_id"], self.folder / "all.zip")
        with zipfile.ZipFile(path) as archive:
            self.assertIsNone(archive.testzip())
            told = json.loads(archive.read("results.json"))
            self.assertEqual(ended["execution_id"], told["execution_id"])
            self.assertEqual(2, len(archive.namelist()))

    def test_same_key_gives_the_same_execution(self):
        pipeline, key = self.pipeline()["id"], str(uuid.uuid4())
        first = self.client.run(pipeline, png(), wait=False, idempotency_key=key)
        again = self.client.run(pipeline, png(), wait=False, idempotency_key=key)
        self.assertEqual(first["execution_id"], again["execution_id"])
        self.refused("IDEMPOTENCY_MISMATCH", self.client.run, pipeline, png(8, 8), wait=False,
                     idempotency_key=key)

    def test_bad_image_does_not_lose_the_good_one(self):
        ended = self.client.run(self.pipeline()["id"], [png(), ("broken.png", png()[:60])])
        self.assertEqual("failed", ended["status"])
        self.assertEqual(["completed", "failed"], [item["status"] for item in ended["items"]])
        self.assertTrue(ended["items"][1]["error"]["message"])
        self.assertEqual(1, len(ended["output_files"]))

    def test_execution_is_listed_and_deleted(self):
        pipeline = self.pipeline()["id"]
        ids = [self.client.run(pipeline, png())["execution_id"] for _ in range(3)]
        listed = self.client.executions(pipeline_id=pipeline, status="completed", limit=1)
        self.assertEqual(ids[::-1], [execution["execution_id"] for execution in listed])
        self.refused("ALREADY_FINISHED", self.client.cancel, ids[0])
        self.client.delete_execution(ids[0])
        self.refused("NOT_FOUND", self.client.execution, ids[0])

    def test_uploaded_file_is_run_and_kept_until_it_is_deleted(self):
        data = png()
        file = self.client.upload(("photo.png", data))
        self.assertEqual(data, self.client.download(file["file_id"]))
        self.assertEqual(file["sha256"], self.client.file(file["file_id"])["sha256"])
        self.assertIn(file["file_id"], [f["file_id"] for f in self.client.files(kind="upload")])
        ended = self.client.run(self.pipeline()["id"], file_ids=[file["file_id"]])
        self.assertEqual(file["file_id"], ended["items"][0]["input_file_id"])
        self.client.delete_file(file["file_id"])
        self.refused("NOT_FOUND", self.client.download, file["file_id"])

    def test_pipeline_is_changed_only_in_the_version_that_was_read(self):
        pipeline = self.pipeline()
        self.assertIsNotNone(pipeline.etag)
        mine, theirs = self.client.pipeline(pipeline["id"]), self.client.pipeline(pipeline["slug"])
        mine["description"] = "mine"
        self.assertEqual(2, self.client.update_pipeline(mine)["version"])
        theirs["description"] = "theirs"
        self.refused("VERSION_MISMATCH", self.client.update_pipeline, theirs)
        self.client.delete_pipeline(pipeline["id"])
        self.refused("NOT_FOUND", self.client.pipeline, pipeline["id"])

    def test_pipeline_goes_out_and_in(self):
        pipeline = self.pipeline()
        copy = self.client.import_pipeline(self.client.export_pipeline(pipeline["id"]))
        self.assertNotEqual(pipeline["id"], copy["id"])
        self.assertEqual(pipeline["components"], copy["components"])
        found = [p["id"] for p in self.client.pipelines(q=pipeline["name"])]
        self.assertEqual({pipeline["id"], copy["id"]}, set(found))

    def test_wrong_pipeline_is_told_with_its_places(self):
        wrong = [dict(SMALL[0], parameters={"width": -5})]
        problem = self.refused("VALIDATION_FAILED", self.client.create_pipeline, "wrong", wrong)
        self.assertEqual("/components/0/parameters/width", problem.errors[0]["pointer"])

    def test_components_are_described(self):
        self.assertIn("resize", [component["id"] for component in self.client.components()])
        schema = self.client.component("resize")["parameters"]
        self.assertIn("width", schema["properties"])

    def test_face_detector_is_among_the_models(self):
        self.assertIn("haar-face", [model["name"] for model in self.client.models()])

    def test_file_that_is_no_model_is_refused(self):
        problem = self.refused("MODEL_INVALID", self.client.add_model, ("no.onnx", b"no model"))
        self.assertEqual(422, problem.status)

    def test_users_are_made_changed_and_deleted(self):
        name = "u" + uuid.uuid4().hex[:12]
        user = self.client.create_user(name, "a good long Password 1", ["viewer"])
        self.assertIn(name, [u["username"] for u in self.client.users()])
        with Client(URL, username=name, password="a good long Password 1") as theirs:
            self.assertEqual(name, theirs.me()["username"])
            self.refused("FORBIDDEN", theirs.create_pipeline, "x", SMALL)
        self.client.update_user(user["id"], roles=["pipeline_creator"])
        with Client(URL, username=name, password="a good long Password 1") as theirs:
            theirs.create_pipeline(name, SMALL)
        self.client.delete_user(user["id"])
        self.refused("UNAUTHENTICATED", Client(URL, username=name,
                                               password="a good long Password 1").me)

    def test_logged_out_token_is_good_no_more(self):
        client = Client(URL, username="admin", password=PASSWORD)
        client.me()
        token = client._token
        client.logout()
        self.refused("UNAUTHENTICATED", Client(URL, token=token).me)


if __name__ == "__main__":
    unittest.main()
