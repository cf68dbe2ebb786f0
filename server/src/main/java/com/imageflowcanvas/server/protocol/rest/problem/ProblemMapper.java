package com.imageflowcanvas.server.protocol.rest.problem;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.validation.BindException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/** Turns whatever was thrown into the problem that is told; only the unexpected is logged. */
public final class ProblemMapper {
  private static final Logger log = LoggerFactory.getLogger(ProblemMapper.class);

  private ProblemMapper() {}

  public static Problem of(Throwable thrown) {
    return cause(thrown, ProblemException.class)
        .map(known -> isSlow(known) ? ofStatus(408, null) : known.problem())
        .or(() -> ofRequest(thrown))
        .or(() -> cause(thrown, HttpException.class).map(e -> ofStatus(e.getCode(), e.getReason())))
        .or(() -> ofConnection(thrown))
        .orElseGet(() -> unexpected(thrown));
  }

  /** Of a client that fell silent or has gone: nothing is wrong here. */
  private static Optional<Problem> ofConnection(Throwable thrown) {
    return cause(thrown, TimeoutException.class)
        .map(silent -> ofStatus(408, null))
        .or(
            () ->
                cause(thrown, EofException.class)
                    .map(
                        gone ->
                            Problem.of(
                                ErrorCode.INVALID_REQUEST,
                                "the connection ended (expected: the whole request)")));
  }

  /** Whether it is wrong only because the rest of it did not come in time. */
  private static boolean isSlow(ProblemException known) {
    return known.problem().code() == ErrorCode.INVALID_REQUEST
        && cause(known, TimeoutException.class).isPresent();
  }

  /** For errors of which only the status is known. */
  public static Problem ofStatus(int status, @Nullable String reason) {
    return switch (status) {
      case 401 -> Problem.of(ErrorCode.UNAUTHENTICATED, "no valid token");
      case 403 -> Problem.of(ErrorCode.FORBIDDEN, "not allowed");
      case 404 -> Problem.of(ErrorCode.NOT_FOUND, "no such path");
      case 405 -> Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "method not allowed here");
      case 406 -> Problem.of(ErrorCode.NOT_ACCEPTABLE, "no acceptable answer");
      case 408 -> Problem.of(ErrorCode.REQUEST_TIMEOUT, "the request came too slowly");
      case 413 -> Problem.of(ErrorCode.TOO_LARGE, "the request is too large");
      case 414 ->
          Problem.of(
              ErrorCode.URI_TOO_LONG,
              "the address and headers are too long (expected: at most 16 KiB)");
      case 415 -> Problem.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "media type not supported");
      case 416 -> Problem.of(ErrorCode.RANGE_NOT_SATISFIABLE, "range not satisfiable");
      case 431 ->
          Problem.of(
              ErrorCode.HEADERS_TOO_LARGE, "the headers are too large (expected: at most 16 KiB)");
      case 503 ->
          Problem.retryLater(
              ErrorCode.EXECUTOR_UNAVAILABLE, "the server is stopping", Duration.ofSeconds(5));
      case 505 -> Problem.of(ErrorCode.INVALID_REQUEST, "HTTP version (expected: HTTP/1.1)");
      default ->
          status >= 400 && status < 500
              ? Problem.of(ErrorCode.INVALID_REQUEST, plain(reason))
              : unexpected(new IllegalStateException("status " + status + ": " + reason));
    };
  }

  private static String plain(@Nullable String reason) {
    boolean fit = reason != null && !reason.isBlank() && reason.matches("[\\w ,:;()'=-]{1,120}");
    boolean says = fit && !"Bad Request".equals(reason);
    return "bad request"
        + (says ? ": " + reason : "")
        + " (expected: HTTP/1.1 as in RFC 9112; in a path no % but before two hex digits)";
  }

  private static Optional<Problem> ofRequest(Throwable thrown) {
    return Optional.ofNullable(
        switch (thrown) {
          case NoResourceFoundException e -> noSuchPath(e.getResourcePath());
          case NoHandlerFoundException e -> noSuchPath(e.getRequestURL());
          case HttpRequestMethodNotSupportedException e -> method(e);
          case HttpMediaTypeNotSupportedException e ->
              Problem.of(
                  ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                  "Content-Type: "
                      + (e.getContentType() == null ? "none, or no media type" : e.getContentType())
                      + " (expected: "
                      + names(e.getSupportedMediaTypes())
                      + ")");
          case HttpMediaTypeNotAcceptableException e ->
              Problem.of(
                  ErrorCode.NOT_ACCEPTABLE,
                  "Accept: (expected: " + names(e.getSupportedMediaTypes()) + ")");
          case MissingServletRequestParameterException e -> missing(e.getParameterName());
          case MissingServletRequestPartException e -> missing(e.getRequestPartName());
          case MissingRequestHeaderException e -> missing(e.getHeaderName());
          case ServletRequestBindingException e ->
              Problem.of(ErrorCode.INVALID_REQUEST, "a part of the request is missing");
          case MethodArgumentTypeMismatchException e -> mismatch(e);
          case BindException e -> Problem.of(ErrorCode.VALIDATION_FAILED, wrongFields(e));
          case HttpMessageNotReadableException e ->
              cause(e, TimeoutException.class)
                  .map(slow -> ofStatus(408, null))
                  .or(() -> cause(e, JacksonException.class).map(JsonProblems::of))
                  .orElseGet(
                      () ->
                          Problem.of(
                                  ErrorCode.INVALID_REQUEST,
                                  "body: missing or cut (expected: a whole JSON value)")
                              .at(""));
          case JacksonException e -> JsonProblems.of(e);
          case MaxUploadSizeExceededException e ->
              Problem.of(ErrorCode.TOO_LARGE, "upload: too large");
          case MultipartException e ->
              cause(e, HttpException.class)
                  .map(http -> ofStatus(http.getCode(), http.getReason()))
                  .orElseGet(
                      () ->
                          Problem.of(
                              ErrorCode.INVALID_REQUEST, "body: not valid multipart/form-data"));
          case AuthenticationException e -> Problem.of(ErrorCode.UNAUTHENTICATED, "no valid token");
          case RequestRejectedException e ->
              Problem.of(
                  ErrorCode.INVALID_REQUEST,
                  "the path or a header has forbidden characters (expected: no control characters,"
                      + " and in a path no ; \\ // %25 %2f and the like)");
          case AccessDeniedException e -> Problem.of(ErrorCode.FORBIDDEN, "not allowed");
          default -> null;
        });
  }

  private static Problem noSuchPath(String path) {
    String shown = path.startsWith("/") ? path : "/" + path;
    return Problem.of(ErrorCode.NOT_FOUND, "no such path: " + shown);
  }

  private static Problem method(HttpRequestMethodNotSupportedException e) {
    String[] supported = e.getSupportedMethods();
    return Problem.of(
        ErrorCode.METHOD_NOT_ALLOWED,
        "method: "
            + e.getMethod()
            + (supported == null ? "" : " (expected: " + sorted(Arrays.stream(supported)) + ")"));
  }

  private static Problem missing(String name) {
    return Problem.of(
        ErrorCode.VALIDATION_FAILED,
        List.of(new FieldError("/" + name, name + ": missing (expected: a value)")));
  }

  private static Problem mismatch(MethodArgumentTypeMismatchException e) {
    return Problem.of(
        ErrorCode.VALIDATION_FAILED,
        List.of(
            new FieldError(
                "/" + e.getName(),
                e.getName()
                    + ": "
                    + shortened(e.getValue())
                    + " (expected: "
                    + kind(e.getRequiredType())
                    + ")")));
  }

  private static boolean isNumber(Class<?> type) {
    return type.isPrimitive() || Number.class.isAssignableFrom(type);
  }

  private static String kind(@Nullable Class<?> wanted) {
    if (wanted == int.class || wanted == Integer.class) {
      return "a whole number " + Integer.MIN_VALUE + ".." + Integer.MAX_VALUE;
    }
    if (wanted != null && wanted != boolean.class && isNumber(wanted)) {
      return "a number";
    }
    boolean yesOrNo = wanted == boolean.class || wanted == Boolean.class;
    return yesOrNo ? "true or false" : "another value";
  }

  /** Query parameters that do not fit the record they are read into. */
  private static List<FieldError> wrongFields(BindException e) {
    return e.getFieldErrors().stream()
        .map(
            field ->
                new FieldError(
                    "/" + field.getField(),
                    field.getField()
                        + ": "
                        + shortened(field.getRejectedValue())
                        + " (expected: another value)"))
        .toList();
  }

  private static String shortened(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  private static String names(List<MediaType> types) {
    return sorted(types.stream().map(MediaType::toString));
  }

  private static String sorted(Stream<String> names) {
    return names.sorted().collect(Collectors.joining(", "));
  }

  private static Problem unexpected(Throwable thrown) {
    String incident = UUID.randomUUID().toString();
    log.error("incident {}", incident, thrown);
    return Problem.of(
        ErrorCode.INTERNAL, "something unexpected happened; incident " + incident + " in the log");
  }

  private static <T> Optional<T> cause(Throwable thrown, Class<T> type) {
    Throwable each = thrown;
    for (int depth = 0; each != null && depth < 20; depth++) {
      if (type.isInstance(each)) {
        return Optional.of(type.cast(each));
      }
      each = each.getCause();
    }
    return Optional.empty();
  }
}
