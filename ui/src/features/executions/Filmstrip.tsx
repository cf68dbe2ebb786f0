import { useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components/Button";
import type { ExecutionItem } from "../../api/types";
import { filePath, useImage } from "../../api/useImage";
import { Icon } from "../../design/Icon";
import { useI18n } from "../../i18n/I18n";
import styles from "./Filmstrip.module.css";
import { imageOutputs } from "./outputs";

interface Props {
  items: ExecutionItem[];
  selected: number;
  onSelect: (index: number) => void;
}

/** All photos of the execution, to look at one of them. */
export function Filmstrip({ items, selected, onSelect }: Props) {
  const { t } = useI18n();
  return (
    <ul className={styles.strip} aria-label={t.execution.items}>
      {items.map((item, i) => (
        <li key={i}>
          <Button
            className={styles.frame}
            aria-label={`${t.execution.item(i + 1, items.length)}: ${item.filename ?? ""}, ${t.status[item.status]}`}
            aria-current={i === selected ? "true" : undefined}
            onPress={() => onSelect(i)}
          >
            <Thumbnail item={item} />
            {item.status === "failed" && (
              <span className={styles.failed}>
                <Icon name="warning" />
              </span>
            )}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Read only once it comes into sight: there may be a hundred. */
function Thumbnail({ item }: { item: ExecutionItem }) {
  const place = useRef<HTMLSpanElement>(null);
  const [seen, setSeen] = useState(false);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true),
    );
    observer.observe(place.current!);
    return () => observer.disconnect();
  }, []);
  const fileId = imageOutputs(item)[0]?.file_id ?? item.input_file_id;
  const image = useImage(seen && fileId !== undefined ? filePath(fileId) : undefined);
  return (
    <span ref={place} className={styles.thumbnail}>
      {image.status === "ready" && !broken && (
        <img src={image.url} alt="" decoding="async" onError={() => setBroken(true)} />
      )}
    </span>
  );
}
