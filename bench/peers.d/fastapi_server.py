"""What a team would write in Python instead of using the product: FastAPI, OpenCV, ONNX Runtime.

POST /run takes a JPEG as the form's `file` and answers the result: shrunk while it loads, resized to
800 px, YOLOX-nano, boxes drawn, blurred, JPEG. The photo and its result are on the disk before the
answer. Environment: PORT, MODEL (an ONNX file), STORE (a folder)."""
import asyncio, concurrent.futures, os, uuid

import cv2, numpy, onnxruntime, uvicorn
from fastapi import FastAPI, Response, UploadFile

LONGEST, CONFIDENCE, OVERLAP, QUALITY, GREEN = 800, 0.4, 0.45, 85, (0, 255, 0)

cv2.setNumThreads(1)
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = options.inter_op_num_threads = 1
options.add_session_config_entry("session.intra_op.allow_spinning", "0")
session = onnxruntime.InferenceSession(os.environ["MODEL"], options, providers=["CPUExecutionProvider"])
input_name = session.get_inputs()[0].name
SIDE = session.get_inputs()[0].shape[3]


def cells():
    """Left, top and stride of each of the model's answers, in cells."""
    rows = []
    for stride in (8, 16, 32):
        count = SIDE // stride
        ys, xs = numpy.divmod(numpy.arange(count * count), count)
        rows.append(numpy.stack((xs, ys, numpy.full_like(xs, stride)), axis=1))
    return numpy.concatenate(rows).astype(numpy.float32)


CELLS = cells()


def detections(image):
    """(left, top, width, height, score, class) in px of the image."""
    height, width = image.shape[:2]
    ratio = SIDE / max(height, width)
    scaled = cv2.resize(image, (round(width * ratio), round(height * ratio)))
    square = numpy.full((SIDE, SIDE, 3), 114, numpy.uint8)
    square[: scaled.shape[0], : scaled.shape[1]] = scaled
    tensor = numpy.ascontiguousarray(square.transpose(2, 0, 1), dtype=numpy.float32)[numpy.newaxis]
    answer = session.run(None, {input_name: tensor})[0][0]
    scores = answer[:, 5:] * answer[:, 4:5]
    best = scores.max(axis=1)
    chosen = numpy.flatnonzero(best >= CONFIDENCE)
    if not len(chosen):
        return []
    found, place, score, kind = answer[chosen], CELLS[chosen], best[chosen], scores[chosen].argmax(axis=1)
    sizes = numpy.exp(found[:, 2:4]) * place[:, 2:] / ratio
    corners = (found[:, :2] + place[:, :2]) * place[:, 2:] / ratio - sizes / 2
    boxes = numpy.concatenate((corners, sizes), axis=1)
    kept = cv2.dnn.NMSBoxesBatched(boxes.tolist(), score.tolist(), kind.tolist(), CONFIDENCE, OVERLAP)
    return [(*boxes[i], score[i], kind[i]) for i in kept]


def worked(photo):
    image = cv2.imdecode(numpy.frombuffer(photo, numpy.uint8), cv2.IMREAD_REDUCED_COLOR_2)
    ratio = LONGEST / max(image.shape[:2])
    image = cv2.resize(image, (round(image.shape[1] * ratio), round(image.shape[0] * ratio)))
    found = detections(image)
    for left, top, width, height, score, kind in found:
        corner = (int(left), int(top))
        cv2.rectangle(image, corner, (int(left + width), int(top + height)), GREEN, 2)
        cv2.putText(image, "%d %.2f" % (kind, score), (corner[0], max(10, corner[1] - 4)), cv2.FONT_HERSHEY_SIMPLEX, 0.5, GREEN)
    image = cv2.GaussianBlur(image, (5, 5), 0)
    return cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes(), len(found)


def keep(content):
    with open(os.path.join(os.environ["STORE"], uuid.uuid4().hex), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def run(photo):
    keep(photo)
    result, count = worked(photo)
    keep(result)
    return result, count


app = FastAPI()
threads = concurrent.futures.ThreadPoolExecutor(os.cpu_count())


@app.post("/run")
async def post(file: UploadFile):
    photo = await file.read()
    result, count = await asyncio.get_running_loop().run_in_executor(threads, run, photo)
    return Response(result, media_type="image/jpeg", headers={"X-Detections": str(count)})


uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
