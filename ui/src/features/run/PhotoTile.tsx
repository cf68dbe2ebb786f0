import { useState } from "react";
import { filePath, useImage } from "../../api/useImage";
import { IconButton } from "../../design/Button";
import { useI18n } from "../../i18n/I18n";
import { useDraft, type Photo } from "./draft";
import styles from "./PhotoTile.module.css";

export function PhotoTile({ photo }: { photo: Photo }) {
  const { t, format } = useI18n();
  const remove = useDraft((draft) => draft.remove);
  return (
    <li className={styles.tile}>
      <div className={styles.picture}>
        {"url" in photo ? <Picture url={photo.url} /> : <StoredPicture id={photo.stored.file_id} />}
        <span className={styles.remove}>
          <IconButton
            icon="close"
            size="small"
            aria-label={t.run.remove(photo.name)}
            onPress={() => remove(photo.id)}
          />
        </span>
      </div>
      <span className={styles.name} title={photo.name}>
        {photo.name}
      </span>
      <span className={`${styles.size} numbers`}>{format.bytes(photo.size)}</span>
    </li>
  );
}

export function StoredPicture({ id }: { id: string }) {
  const image = useImage(filePath(id));
  if (image.status === "loading") return null;
  return <Picture url={image.status === "ready" ? image.url : undefined} />;
}

/** Browsers show no TIFF, and no damaged file. */
function Picture({ url }: { url: string | undefined }) {
  const { t } = useI18n();
  const [broken, setBroken] = useState(url === undefined);
  return broken ? (
    <span className={styles.none}>{t.run.noPreview}</span>
  ) : (
    <img src={url} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />
  );
}
