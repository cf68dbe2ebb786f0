import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useApi } from "../../api/ApiContext";
import { ApiError } from "../../api/problem";
import { Button, IconButton } from "../../design/Button";
import { Field } from "../../design/Field";
import { Notice } from "../../design/Notice";
import { ProblemNote } from "../../design/ProblemNote";
import { explain } from "../../i18n/explain";
import { useI18n } from "../../i18n/I18n";
import styles from "./LoginForm.module.css";
import { useCountdown } from "./useCountdown";

export function LoginForm() {
  const { t } = useI18n();
  const { auth } = useApi();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const [incomplete, setIncomplete] = useState(false);
  const [secondsLeft, wait] = useCountdown();
  const login = useMutation({
    mutationFn: () => auth.login(username.trim(), password),
    onError: (error) => {
      if (error instanceof ApiError && error.retryAfterSeconds) wait(error.retryAfterSeconds);
    },
  });

  const send = (event: FormEvent) => {
    event.preventDefault();
    const missing = username.trim() === "" || password === "";
    setIncomplete(missing);
    if (!missing && secondsLeft === 0 && !login.isPending) login.mutate();
  };

  return (
    <form className={styles.form} onSubmit={send} noValidate>
      <Field
        label={t.login.username}
        name="username"
        autoComplete="username"
        autoFocus
        value={username}
        onChange={setUsername}
      />
      <Field
        label={t.login.password}
        name="password"
        type={shown ? "text" : "password"}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        after={
          <IconButton
            size="small"
            icon={shown ? "eyeOff" : "eye"}
            aria-label={shown ? t.login.hidePassword : t.login.showPassword}
            onPress={() => setShown(!shown)}
          />
        }
      />
      <div aria-live="polite" className={styles.said}>
        {incomplete && <Notice tone="bad">{t.login.required}</Notice>}
        {!incomplete && <Refusal error={login.error} secondsLeft={secondsLeft} />}
      </div>
      <Button type="submit" look="primary" size="large" isDisabled={secondsLeft > 0}>
        {login.isPending ? t.login.working : t.login.submit}
      </Button>
    </form>
  );
}

function Refusal({ error, secondsLeft }: { error: unknown; secondsLeft: number }) {
  const { t } = useI18n();
  if (error === null || error === undefined) return null;
  if (error instanceof ApiError && error.status === 401) {
    return <Notice tone="bad">{t.login.wrong}</Notice>;
  }
  if (error instanceof ApiError && error.retryAfterSeconds !== undefined) {
    return secondsLeft > 0 ? (
      <Notice tone="bad">
        {/* a number that changes every second is not for reading aloud */}
        <p aria-hidden="true">{t.login.wait(secondsLeft)}</p>
        <p className="visually-hidden">{t.login.wait(error.retryAfterSeconds)}</p>
      </Notice>
    ) : (
      <Notice tone="still">{t.login.again}</Notice>
    );
  }
  return <ProblemNote explanation={explain(error, t)} />;
}
