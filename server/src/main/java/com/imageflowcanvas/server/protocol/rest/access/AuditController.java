package com.imageflowcanvas.server.protocol.rest.access;

import com.imageflowcanvas.access.AuditAction;
import com.imageflowcanvas.access.AuditEntry;
import com.imageflowcanvas.access.AuditLog;
import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.SecurityService;
import com.imageflowcanvas.server.protocol.rest.Page;
import com.imageflowcanvas.server.protocol.rest.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What has happened to accounts and keys, for admins. */
@RestController
@Tag(name = "Users")
public final class AuditController {
  private final SecurityService security;

  AuditController(SecurityService security) {
    this.security = security;
  }

  @GetMapping("/v1/audit")
  @Operation(
      summary = "Read the audit log, newest first",
      description =
          "Logins, failed ones too, and every change of users and keys. Kept are the newest million"
              + " entries, for 400 days.",
      operationId = "listAuditLog")
  Page<AuditJson> list(Caller caller, @ParameterObject Filter filter) {
    PageRequest page = PageRequest.of(filter.limit(), filter.cursor());
    List<AuditEntry> found = security.auditLog(caller, filter.toQuery(page));
    boolean more = found.size() > page.limit();
    List<AuditEntry> shown = more ? found.subList(0, page.limit()) : found;
    return Page.of(
        shown, AuditJson::of, more ? Optional.of(shown.getLast().id()) : Optional.empty());
  }

  /** Which entries a client wants listed. */
  record Filter(
      @Parameter(example = "login_failed") @Nullable String action,
      @Parameter(description = "username of who did it") @Nullable String actor,
      @Parameter(description = "at or after", schema = @Schema(format = "date-time"))
          @Nullable String from,
      @Parameter(description = "before", schema = @Schema(format = "date-time"))
          @Nullable String to,
      @Schema(minimum = "1", maximum = "100", defaultValue = "20") @Nullable Integer limit,
      @Parameter(description = "next_cursor of the page before") @Nullable String cursor) {

    AuditLog.Query toQuery(PageRequest page) {
      return new AuditLog.Query(
          Optional.ofNullable(action).map(AuditController::action),
          Optional.ofNullable(actor),
          Optional.ofNullable(from).map(text -> Fields.instant("from", text)),
          Optional.ofNullable(to).map(text -> Fields.instant("to", text)),
          page.cursor(),
          page.limit() + 1);
    }
  }

  private static AuditAction action(String name) {
    return Arrays.stream(AuditAction.values())
        .filter(action -> action.wireName().equals(name))
        .findFirst()
        .orElseThrow(() -> PageRequest.wrong("action", name, names()));
  }

  private static String names() {
    return Arrays.stream(AuditAction.values())
        .map(AuditAction::wireName)
        .collect(Collectors.joining(", "));
  }

  @Schema(name = "AuditEntry")
  record AuditJson(
      String id,
      Instant at,
      @Schema(example = "login_failed") String action,
      @Schema(description = "who did it; as given, for failed logins") String actor,
      @Schema(description = "the user, key or request that it was done to") String subject,
      @Schema(description = "what exactly was done; empty where the action says it all")
          String details,
      @Schema(description = "where it came from; empty for the server itself") String address) {

    static AuditJson of(AuditEntry entry) {
      return new AuditJson(
          entry.id(),
          entry.at(),
          entry.action().wireName(),
          entry.actor(),
          entry.subject(),
          entry.details(),
          entry.address());
    }
  }
}
