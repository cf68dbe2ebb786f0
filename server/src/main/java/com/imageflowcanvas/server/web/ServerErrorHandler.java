package com.imageflowcanvas.server.web;

import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.server.protocol.rest.problem.ProblemBody;
import com.imageflowcanvas.server.protocol.rest.problem.ProblemMapper;
import com.imageflowcanvas.server.protocol.rest.problem.ProblemWriter;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what never reached, or fell out of, a controller: never HTML, never a stack trace. */
final class ServerErrorHandler extends ErrorHandler {
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    Problem problem =
        cause == null ? ProblemMapper.ofStatus(status, message) : ProblemMapper.of(cause);
    response.setStatus(problem.code().httpStatus());
    byte[] body = ProblemBody.of(problem, path(request)).toJson();
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemBody.MEDIA_TYPE);
    ProblemWriter.headers(problem, response.getHeaders()::put);
    SecurityHeaders.put(response.getHeaders());
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  /** Answers what is not even HTTP. */
  @Override
  public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
    fields.put(HttpHeader.CONTENT_TYPE, ProblemBody.MEDIA_TYPE);
    Problem problem = ProblemMapper.ofStatus(status, reason);
    return ByteBuffer.wrap(ProblemBody.of(problem, "/").toJson());
  }

  /** Jetty gives a request that it could not read a name of its own. */
  private static String path(Request request) {
    String path = request.getHttpURI().getPath();
    return path == null || path.equals("/badMessage") ? "/" : path;
  }
}
