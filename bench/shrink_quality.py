"""Prints a table of what bench/shrink-quality made. Arguments: folder of photos, folder of results."""
import statistics
import sys
from pathlib import Path

import numpy
from PIL import Image
from skimage.metrics import structural_similarity


def luma(image):
    return numpy.asarray(image.convert("L"))


def edges(pixels):
    pixels = pixels.astype(float)
    return sum(numpy.abs(numpy.diff(pixels, axis=axis)).sum() for axis in (0, 1))


def main(photos, results):
    rows = {}
    for made in sorted(Path(results).iterdir()):
        photo, way = made.stem.rsplit("-", 1)
        result = Image.open(made).convert("RGB")
        wanted = luma(Image.open(Path(photos) / photo).convert("RGB").resize(result.size, Image.LANCZOS))
        found = luma(result)
        row = rows.setdefault((way, made.suffix[1:]), ([], []))
        row[0].append(structural_similarity(found, wanted, data_range=255))
        row[1].append(edges(found) / edges(wanted))
    print("| interpolation | written as | SSIM | least | gradients | least, most |\n|---|---|---|---|---|---|")
    for (way, kind), (alike, sharp) in rows.items():
        print("| %s | %s | %.4f | %.4f | %.3f | %.3f, %.3f |" % (
            way, kind, statistics.mean(alike), min(alike), statistics.mean(sharp), min(sharp), max(sharp)))


main(*sys.argv[1:])
