package com.imageflowcanvas.server.web;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.QuietException;

/** Tells the server which problem to answer. Quiet: what clients send is no reason for a log. */
final class Refusal extends HttpException.RuntimeException implements QuietException {
  private static final long serialVersionUID = 1L;

  Refusal(ErrorCode code, String detail) {
    super(code.httpStatus(), new ProblemException(code, detail));
  }
}
