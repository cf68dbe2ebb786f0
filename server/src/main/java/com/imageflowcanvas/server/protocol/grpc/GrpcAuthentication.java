package com.imageflowcanvas.server.protocol.grpc;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets only calls through that carry {@code authorization: Bearer}; health and reflection need
 * none.
 */
final class GrpcAuthentication implements ServerInterceptor {
  /** Who makes the current call. */
  static final Context.Key<Caller> CALLER = Context.key("caller");

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Function<String, Caller> authenticator;

  /**
   * @param authenticator checks a token, and throws {@link ProblemException} when it is not good
   */
  GrpcAuthentication(Function<String, Caller> authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (call.getMethodDescriptor().getFullMethodName().startsWith("grpc.")) {
      return next.startCall(call, headers);
    }
    try {
      Caller caller = authenticator.apply(token(headers.get(AUTHORIZATION)));
      return Contexts.interceptCall(
          Context.current().withValue(CALLER, caller), call, headers, next);
    } catch (ProblemException e) {
      StatusRuntimeException refusal = GrpcErrors.of(e.problem());
      Metadata trailers = refusal.getTrailers();
      call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
      return new ServerCall.Listener<>() {};
    }
  }

  private static String token(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw Problem.of(
              ErrorCode.UNAUTHENTICATED, "authorization: missing (expected: Bearer <token>)")
          .exception();
    }
    return header.substring(7).trim();
  }
}
