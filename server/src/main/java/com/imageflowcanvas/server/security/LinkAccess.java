package com.imageflowcanvas.server.security;

import com.imageflowcanvas.access.Authenticated;
import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.SessionId;
import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.FileId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets a signed link read the one file that it was made for. */
final class LinkAccess {
  private static final Pattern FILE = Pattern.compile("/v1/files/([A-Za-z0-9_-]+)(?:/download)?");

  /** The query itself: asking for parameters would read a form from the body. */
  private static final Pattern ACCESS = Pattern.compile("(?:^|&)access=([0-9A-Za-z._-]+)(?:&|$)");

  private static final Caller HOLDER = new Caller(new UserId("link"), "link", Set.of(Role.VIEWER));

  private final SignedLinks links;
  private final Clock clock;

  LinkAccess(SignedLinks links, Clock clock) {
    this.links = links;
    this.clock = clock;
  }

  static boolean isHolder(Caller caller) {
    return caller.equals(HOLDER);
  }

  /**
   * @throws ProblemException UNAUTHENTICATED when there is a link that does not open this
   */
  Optional<Authenticated> callerOf(HttpServletRequest request) {
    String query = request.getQueryString();
    Matcher file = FILE.matcher(request.getRequestURI());
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    if (query == null || !reads || !file.matches()) {
      return Optional.empty();
    }
    Matcher access = ACCESS.matcher(query);
    if (!access.find()) {
      return Optional.empty();
    }
    boolean opens =
        FileId.isValid(file.group(1)) && links.opens(new FileId(file.group(1)), access.group(1));
    if (!opens) {
      throw new ProblemException(
          ErrorCode.UNAUTHENTICATED,
          "access: not a link to this file, or an old one (expected: the url of POST"
              + " /v1/files/{id}/link, for five minutes)");
    }
    return Optional.of(
        new Authenticated(
            HOLDER, new SessionId("link"), clock.instant().plus(SignedLinks.LIFETIME)));
  }
}
