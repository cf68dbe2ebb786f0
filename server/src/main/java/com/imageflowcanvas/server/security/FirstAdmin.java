package com.imageflowcanvas.server.security;

import com.imageflowcanvas.access.UserService;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.server.config.StartException;
import com.imageflowcanvas.server.health.WarmUp;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;

/** Makes the user {@code admin} at the first start, before anybody can log in. */
@Order(0)
public final class FirstAdmin implements WarmUp {
  private static final Logger log = LoggerFactory.getLogger(FirstAdmin.class);

  private final UserService users;
  private final Optional<String> configured;
  private volatile Optional<String> randomPassword = Optional.empty();

  public FirstAdmin(UserService users, Optional<String> configured) {
    this.users = users;
    this.configured = configured;
  }

  @Override
  public String name() {
    return "admin";
  }

  @Override
  public void run() {
    randomPassword = create();
    if (randomPassword.isEmpty() && configured.isPresent()) {
      Thread.ofVirtual().name("admin-password").start(() -> compare(configured.get()));
    }
  }

  private Optional<String> create() {
    try {
      return users.createFirstAdmin(configured);
    } catch (ProblemException e) {
      if (e.problem().code() == ErrorCode.VALIDATION_FAILED) {
        throw new StartException("IMAGEFLOW_ADMIN_PASSWORD: " + e.problem().detail(), e);
      }
      throw e;
    }
  }

  /** Takes as long as a login, so the start does not wait for it. */
  private void compare(String password) {
    if (!users.isAdminPassword(password)) {
      log.warn(
          "IMAGEFLOW_ADMIN_PASSWORD is not the password of admin; it counts at the first start"
              + " only");
    }
  }

  /** The password that was made up in this start, to be shown once. */
  public Optional<String> randomPassword() {
    return randomPassword;
  }
}
