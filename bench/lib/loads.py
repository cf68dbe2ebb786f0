"""What a server is asked again and again while it is measured."""
import struct, zlib

from serving import chain, step, test_data


class Load:
    def __init__(self, times, warm_up, prepare):
        """prepare(server) returns the call to repeat and how many images it works on."""
        self.times, self.warm_up, self.prepare = times, warm_up, prepare


def tiny():
    """A PNG of about 2 kB, 40x16 px of noise that a generator made."""
    width, height, seed, rows = 40, 16, 1, bytearray()
    for _ in range(height):
        rows.append(0)
        for _ in range(3 * width):
            seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
            rows.append(seed >> 16 & 255)
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(bytes(rows))) + chunk(b"IEND", b""))


def photo():
    return test_data("images/mosaic_1920x1080.jpg", "models/yolox_nano.onnx")[0].read_bytes()


def empty(server):
    """The pipeline that costs least: a step that leaves a small image as it is."""
    return server.pipeline("empty", [step("keep", "resize", width=64, height=64)])


def executions(images, components, pause):
    def prepare(server):
        pipeline, all = server.pipeline("measured", components), images()
        return lambda: server.run(pipeline, all, pause), len(all)
    return prepare


def answers(path, images=0, others=0):
    """GET of a path, in which {id} is that of an execution of so many images, beside other executions."""
    def prepare(server):
        pipeline = empty(server)
        of = server.run(pipeline, [tiny()] * images)[0]["execution_id"] if images else ""
        for _ in range(others):
            server.run(pipeline, [tiny()])
        return lambda: server.call("GET", path.replace("{id}", of)).expect(200), 1
    return prepare


LOADS = {
    "photo": Load(150, 120, executions(lambda: [photo()], chain(), 0.02)),
    "photos": Load(6, 4, executions(lambda: [photo()] * 60, chain(), 0.2)),
    "empty": Load(1500, 1500, executions(lambda: [tiny()], [step("keep", "resize", width=64, height=64)], 0.01)),
    "status": Load(3000, 3000, answers("/v1/executions/{id}", 1)),
    "status60": Load(1000, 1500, answers("/v1/executions/{id}", 60)),
    "list": Load(1000, 1500, answers("/v1/executions?limit=50", others=60)),
    "health": Load(3000, 3000, answers("/health/live")),
}
