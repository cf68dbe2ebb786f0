package com.imageflowcanvas.error;

/**
 * Every error the product can answer with: HTTP status, gRPC status and whether trying again can
 * help, in one table. The name is the stable code word that clients see.
 */
public enum ErrorCode {
  INVALID_REQUEST(400, Grpc.INVALID_ARGUMENT, false, "Invalid request"),
  VALIDATION_FAILED(400, Grpc.INVALID_ARGUMENT, false, "Validation failed"),
  PIPELINE_UNKNOWN(400, Grpc.NOT_FOUND, false, "Unknown pipeline"),
  PIPELINE_INVALID(400, Grpc.INVALID_ARGUMENT, false, "Invalid pipeline"),
  MODEL_NOT_INSTALLED(400, Grpc.FAILED_PRECONDITION, false, "Model not installed"),
  MODEL_INVALID(422, Grpc.INVALID_ARGUMENT, false, "Model cannot be used"),
  UNAUTHENTICATED(401, Grpc.UNAUTHENTICATED, false, "Not authenticated"),
  FORBIDDEN(403, Grpc.PERMISSION_DENIED, false, "Not allowed"),
  NOT_FOUND(404, Grpc.NOT_FOUND, false, "Not found"),
  METHOD_NOT_ALLOWED(405, Grpc.UNIMPLEMENTED, false, "Method not allowed"),
  NOT_ACCEPTABLE(406, Grpc.INVALID_ARGUMENT, false, "Not acceptable"),
  REQUEST_TIMEOUT(408, Grpc.DEADLINE_EXCEEDED, true, "Request too slow"),
  CONFLICT(409, Grpc.FAILED_PRECONDITION, false, "Conflict"),
  ALREADY_EXISTS(409, Grpc.ALREADY_EXISTS, false, "Already exists"),
  IN_USE(409, Grpc.FAILED_PRECONDITION, false, "In use"),
  ALREADY_FINISHED(409, Grpc.FAILED_PRECONDITION, false, "Already finished"),
  IDEMPOTENCY_MISMATCH(409, Grpc.ALREADY_EXISTS, false, "Idempotency key used otherwise"),
  VERSION_MISMATCH(412, Grpc.ABORTED, false, "Changed by somebody else"),
  TOO_LARGE(413, Grpc.INVALID_ARGUMENT, false, "Too large"),
  IMAGE_TOO_LARGE(413, Grpc.INVALID_ARGUMENT, false, "Image too large"),
  URI_TOO_LONG(414, Grpc.INVALID_ARGUMENT, false, "Address too long"),
  HEADERS_TOO_LARGE(431, Grpc.INVALID_ARGUMENT, false, "Headers too large"),
  UNSUPPORTED_MEDIA_TYPE(415, Grpc.INVALID_ARGUMENT, false, "Unsupported media type"),
  IMAGE_NOT_RECOGNIZED(415, Grpc.INVALID_ARGUMENT, false, "Not an image"),
  RANGE_NOT_SATISFIABLE(416, Grpc.OUT_OF_RANGE, false, "Range not satisfiable"),
  IMAGE_CORRUPT(422, Grpc.INVALID_ARGUMENT, false, "Image cannot be read"),
  QUOTA_EXCEEDED(413, Grpc.RESOURCE_EXHAUSTED, false, "Quota exceeded"),
  RATE_LIMITED(429, Grpc.RESOURCE_EXHAUSTED, true, "Too many requests"),
  QUEUE_FULL(429, Grpc.RESOURCE_EXHAUSTED, true, "Queue full"),
  STEP_FAILED(422, Grpc.INTERNAL, false, "Step failed"),
  NO_RESULT(422, Grpc.FAILED_PRECONDITION, false, "No result"),
  CANCELLED(499, Grpc.CANCELLED, false, "Cancelled"),
  DEADLINE_EXCEEDED(504, Grpc.DEADLINE_EXCEEDED, true, "Deadline exceeded"),
  ATTEMPTS_EXHAUSTED(500, Grpc.ABORTED, false, "Given up after repeated crashes"),
  STORAGE_UNAVAILABLE(503, Grpc.UNAVAILABLE, true, "Storage unavailable"),
  EXECUTOR_UNAVAILABLE(503, Grpc.UNAVAILABLE, true, "Executor unavailable"),
  INTERNAL(500, Grpc.INTERNAL, false, "Internal error");

  private final int httpStatus;
  private final int grpcStatus;
  private final boolean retryable;
  private final String title;

  ErrorCode(int httpStatus, int grpcStatus, boolean retryable, String title) {
    this.httpStatus = httpStatus;
    this.grpcStatus = grpcStatus;
    this.retryable = retryable;
    this.title = title;
  }

  /** HTTP status of an answer that carries this code. */
  public int httpStatus() {
    return httpStatus;
  }

  /** Numeric value of the {@code google.rpc.Code} that fits. */
  public int grpcStatus() {
    return grpcStatus;
  }

  /** Whether the same request can succeed later without being changed. */
  public boolean retryable() {
    return retryable;
  }

  /** Short English name of the problem; the same for every occurrence. */
  public String title() {
    return title;
  }

  /** The numbers of {@code google.rpc.Code}, so that core needs no gRPC. */
  private static final class Grpc {
    static final int CANCELLED = 1;
    static final int INVALID_ARGUMENT = 3;
    static final int DEADLINE_EXCEEDED = 4;
    static final int NOT_FOUND = 5;
    static final int ALREADY_EXISTS = 6;
    static final int PERMISSION_DENIED = 7;
    static final int RESOURCE_EXHAUSTED = 8;
    static final int FAILED_PRECONDITION = 9;
    static final int ABORTED = 10;
    static final int OUT_OF_RANGE = 11;
    static final int UNIMPLEMENTED = 12;
    static final int INTERNAL = 13;
    static final int UNAVAILABLE = 14;
    static final int UNAUTHENTICATED = 16;
  }
}
