package com.imageflowcanvas.testkit.access;

import static com.imageflowcanvas.testkit.access.AccessSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.AccountService;
import com.imageflowcanvas.access.AuditAction;
import com.imageflowcanvas.access.AuditEntry;
import com.imageflowcanvas.access.AuditLog;
import com.imageflowcanvas.access.AuditLog.Query;
import com.imageflowcanvas.access.LoginFailureStore;
import com.imageflowcanvas.access.LoginFailureStore.Failures;
import com.imageflowcanvas.access.SecretStore;
import com.imageflowcanvas.access.SecretStore.Secret;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How wrong passwords are counted, events of security noted, and own keys kept. */
public abstract class SecurityRecordsContract {
  private LoginFailureStore failures;
  private AuditLog audit;
  private SecretStore secrets;

  /** Empty stores; called once per test, before {@link #secrets()}. */
  protected abstract AccountService.Stores stores();

  /** Of the same database. */
  protected abstract SecretStore secrets();

  @BeforeEach
  final void open() {
    AccountService.Stores stores = stores();
    failures = stores.failures();
    audit = stores.audit();
    secrets = secrets();
  }

  @Test
  void failuresAddUpForEachPlace() {
    assertThat(failures.find("a")).isEmpty();
    assertThat(failures.add("a", NOW, NOW.minusSeconds(60))).isEqualTo(new Failures(1, NOW));
    Failures two = new Failures(2, NOW.plusSeconds(1));
    assertThat(failures.add("a", NOW.plusSeconds(1), NOW.minusSeconds(59))).isEqualTo(two);
    assertThat(failures.find("a")).contains(two);
    assertThat(failures.find("b")).isEmpty();
  }

  @Test
  void oldFailuresAreForgottenWithTheNextOne() {
    failures.add("a", NOW, NOW.minusSeconds(60));
    assertThat(failures.add("a", NOW.plusSeconds(61), NOW.plusSeconds(1)).count()).isEqualTo(1);
  }

  @Test
  void clearedAndOldFailuresAreGone() {
    failures.add("a", NOW, NOW.minusSeconds(60));
    failures.add("b", NOW, NOW.minusSeconds(60));
    failures.add("c", NOW.plusSeconds(10), NOW.minusSeconds(60));
    failures.clear("a");
    failures.removeBefore(NOW.plusSeconds(10));
    assertThat(failures.find("a")).isEmpty();
    assertThat(failures.find("b")).isEmpty();
    assertThat(failures.find("c")).isPresent();
  }

  @Test
  void auditLogGoesFromNewToOldInPages() {
    AuditEntry first = entry("1", AuditAction.LOGIN, 0);
    AuditEntry second = entry("2", AuditAction.LOGOUT, 1);
    AuditEntry third = entry("3", AuditAction.LOGIN, 2);
    audit.add(first);
    audit.add(second);
    audit.add(third);
    assertThat(audit.list(Query.newest(2))).containsExactly(third, second);
    assertThat(audit.list(query(null, null, null, null, "2"))).containsExactly(first);
  }

  @Test
  void auditLogIsSearchedByWhatWhoAndWhen() {
    AuditEntry first = entry("1", AuditAction.LOGIN, 0);
    AuditEntry second = entry("2", AuditAction.LOGOUT, 1);
    AuditEntry third = entry("3", AuditAction.LOGIN, 2);
    audit.add(first);
    audit.add(second);
    audit.add(third);
    assertThat(audit.list(query(AuditAction.LOGIN, null, null, null, null)))
        .containsExactly(third, first);
    assertThat(audit.list(query(null, "vera", null, null, null))).hasSize(3);
    assertThat(audit.list(query(null, "carl", null, null, null))).isEmpty();
    assertThat(audit.list(query(null, null, second.at(), null, null)))
        .containsExactly(third, second);
    assertThat(audit.list(query(null, null, null, second.at(), null))).containsExactly(first);
    assertThat(audit.list(query(AuditAction.LOGIN, "vera", first.at(), third.at(), "3")))
        .containsExactly(first);
  }

  @Test
  void onlyTheNewestAuditEntriesStay() {
    AuditEntry second = entry("2", AuditAction.LOGOUT, 1);
    AuditEntry third = entry("3", AuditAction.LOGIN, 2);
    audit.add(entry("1", AuditAction.LOGIN, 0));
    audit.add(second);
    audit.add(third);
    audit.keepNewest(2);
    assertThat(audit.list(Query.newest(9))).containsExactly(third, second);
    audit.keepNewest(2);
    assertThat(audit.list(Query.newest(9))).hasSize(2);
  }

  @Test
  void oldAuditEntriesAreRemoved() {
    AuditEntry second = entry("2", AuditAction.LOGOUT, 1);
    audit.add(entry("1", AuditAction.LOGIN, 0));
    audit.add(second);
    audit.removeBefore(second.at());
    assertThat(audit.list(Query.newest(9))).containsExactly(second);
  }

  @Test
  void secretsOfAPurposeGoFromNewToOld() {
    Secret first = secret("1", "signing");
    Secret second = secret("2", "signing");
    secrets.add(first);
    secrets.add(second);
    secrets.add(secret("3", "links"));
    assertThat(secrets.list("signing")).containsExactly(second, first);
    secrets.delete("2");
    assertThat(secrets.list("signing")).containsExactly(first);
  }

  @Test
  void firstSecretStaysTheFirst() {
    Secret first = secret("1", "signing");
    assertThat(secrets.addFirst(first)).isEqualTo(first);
    assertThat(secrets.addFirst(secret("2", "signing"))).isEqualTo(first);
    assertThat(secrets.list("signing")).containsExactly(first);
  }

  @Test
  void secretsDoNotShowThemselves() {
    assertThat(secret("1", "signing").toString()).doesNotContain("material of 1");
  }

  private static AuditEntry entry(String id, AuditAction action, int second) {
    return new AuditEntry(id, NOW.plusSeconds(second), action, "vera", "carl", "", "127.0.0.1");
  }

  private static Query query(
      @Nullable AuditAction action,
      @Nullable String actor,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String before) {
    return new Query(
        Optional.ofNullable(action),
        Optional.ofNullable(actor),
        Optional.ofNullable(from),
        Optional.ofNullable(to),
        Optional.ofNullable(before),
        9);
  }

  private static Secret secret(String id, String purpose) {
    return new Secret(id, purpose, "material of " + id, NOW);
  }
}
