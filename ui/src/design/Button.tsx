import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps } from "react-aria-components/Button";
import { Link as RouterLink } from "wouter";
import styles from "./Button.module.css";
import { Icon, type IconName } from "./Icon";

type Look = "primary" | "secondary" | "quiet" | "danger";

interface Shared {
  look?: Look;
  size?: "small" | "normal" | "large";
  icon?: IconName;
}

type Props = Omit<ButtonProps, "className" | "children"> & Shared & { children?: ReactNode };

function classes({ look = "secondary", size = "normal" }: Shared, more = ""): string {
  return `${styles.button} ${styles[look]} ${styles[size]} ${more}`;
}

export function Button({ look, size, icon, children, ...props }: Props) {
  return (
    <AriaButton {...props} className={classes({ look, size })}>
      {icon && <Icon name={icon} />}
      {children}
    </AriaButton>
  );
}

/** A button of one icon; `aria-label` is its name. */
export function IconButton({
  icon,
  size,
  look = "quiet",
  ...props
}: Omit<Props, "children" | "icon"> & { icon: IconName; "aria-label": string }) {
  return (
    <AriaButton {...props} className={classes({ look, size }, styles.square)}>
      <Icon name={icon} />
    </AriaButton>
  );
}

/** Looks like a button, goes to a page. */
export function ButtonLink({
  to,
  look,
  size,
  icon,
  children,
}: Shared & { to: string; children: ReactNode }) {
  return (
    <RouterLink to={to} className={classes({ look, size })}>
      {icon && <Icon name={icon} />}
      {children}
    </RouterLink>
  );
}
