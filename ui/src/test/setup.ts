import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// what a test waits for may take long on a machine that does ten other things
configure({ asyncUtilTimeout: 60_000 });
afterEach(() => {
  cleanup();
  localStorage.clear();
});
