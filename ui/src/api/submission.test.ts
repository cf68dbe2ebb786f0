import { afterEach, beforeEach, expect, test } from "vitest";
import { FakeServer, tokenAnswer } from "../test/fakeServer";
import { apiOf } from "../test/TestPage";
import { ApiError } from "./problem";
import { formOf, newKey, submit, type Submission } from "./submission";

const SUBMISSION: Submission = {
  pipelineId: "p-1",
  inputs: [new File(["x"], "a.jpg", { type: "image/jpeg" }), { fileId: "f-1" }],
  parameters: { detect: { confidence: 0.3 } },
  priority: "high",
};

/** Answers every upload as told, one after the other. */
class FakeXhr {
  static answers: { status: number; body: object }[] = [];
  static sent: Record<string, string>[] = [];
  status = 0;
  responseText = "";
  upload: { onprogress?: (event: object) => void } = {};
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  #headers: Record<string, string> = {};

  open() {}
  setRequestHeader(name: string, value: string) {
    this.#headers[name] = value;
  }
  getResponseHeader() {
    return null;
  }
  abort() {
    this.onabort?.();
  }
  send() {
    FakeXhr.sent.push(this.#headers);
    this.upload.onprogress?.({ lengthComputable: true, loaded: 1, total: 4 });
    const answer = FakeXhr.answers.shift();
    if (answer === undefined) return this.onerror?.();
    this.status = answer.status;
    this.responseText = JSON.stringify(answer.body);
    this.onload?.();
  }
}

const real = globalThis.XMLHttpRequest;
beforeEach(() => {
  FakeXhr.answers = [];
  FakeXhr.sent = [];
  globalThis.XMLHttpRequest = FakeXhr as unknown as typeof XMLHttpRequest;
});
afterEach(() => {
  globalThis.XMLHttpRequest = real;
});

const api = () => apiOf(new FakeServer({ "POST /v1/auth/refresh": tokenAnswer("new") }));
const ACCEPTED = { execution_id: "e-1", status: "pending" };

test("the form is that of the API document", () => {
  const form = formOf(SUBMISSION);
  expect(form.get("pipeline_id")).toBe("p-1");
  expect((form.get("input_files") as File).name).toBe("a.jpg");
  expect(form.getAll("input_file_ids")).toEqual(["f-1"]);
  expect(form.get("parameters")).toBe('{"detect":{"confidence":0.3}}');
  expect(form.get("priority")).toBe("high");
});

test("unchanged parameters are not sent", () => {
  expect(formOf({ ...SUBMISSION, parameters: {} }).has("parameters")).toBe(false);
});

test("the upload tells how far it is, and carries its key", async () => {
  FakeXhr.answers = [{ status: 202, body: ACCEPTED }];
  const fractions: number[] = [];
  const accepted = await submit(api(), SUBMISSION, "key-1", {
    onProgress: (fraction) => fractions.push(fraction),
  });
  expect(accepted.execution_id).toBe("e-1");
  expect(fractions).toEqual([0.25]);
  expect(FakeXhr.sent[0]).toMatchObject({
    "Idempotency-Key": "key-1",
    Authorization: "Bearer new",
  });
});

test("an expired token is renewed and the photos are sent again under the same key", async () => {
  FakeXhr.answers = [
    { status: 401, body: {} },
    { status: 202, body: ACCEPTED },
  ];
  await submit(api(), SUBMISSION, "key-1");
  expect(FakeXhr.sent.map((headers) => headers["Idempotency-Key"])).toEqual(["key-1", "key-1"]);
});

test("the 500 of the fallback queue is an acceptance", async () => {
  FakeXhr.answers = [{ status: 500, body: { ...ACCEPTED, fallback_mode: true } }];
  expect((await submit(api(), SUBMISSION, "k")).fallback_mode).toBe(true);
});

test("any other 500 is an error", async () => {
  FakeXhr.answers = [{ status: 500, body: { code: "INTERNAL", detail: "oh" } }];
  await expect(submit(api(), SUBMISSION, "k")).rejects.toBeInstanceOf(ApiError);
});

test("keys are long and never the same", () => {
  expect(newKey()).toMatch(/^[0-9a-f]{32}$/);
  expect(newKey()).not.toBe(newKey());
});
