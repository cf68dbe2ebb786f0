import { Button } from "react-aria-components/Button";
import { useUploads } from "../../api/queries";
import { useI18n } from "../../i18n/I18n";
import { useDraft } from "./draft";
import { StoredPicture } from "./PhotoTile";
import styles from "./StoredPhotos.module.css";

/** Images that lie on the server by themselves, for whoever has no photo at hand. */
export function StoredPhotos() {
  const { t } = useI18n();
  const { data: files = [] } = useUploads();
  const { photos, addStored } = useDraft();
  const free = files.filter((file) => !photos.some((photo) => photo.id === file.file_id));
  if (free.length === 0) return null;
  return (
    <div className={styles.stored}>
      <h2 className={styles.title}>{t.run.onServer}</h2>
      <ul className={styles.list}>
        {free.map((file) => (
          <li key={file.file_id}>
            <Button
              className={styles.file}
              aria-label={t.run.useStored(file.filename)}
              onPress={() => addStored(file)}
            >
              <StoredPicture id={file.file_id} />
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
