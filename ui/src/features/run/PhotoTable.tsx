import { DropZone } from "react-aria-components/DropZone";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { Text } from "react-aria-components/Text";
import { Button } from "../../design/Button";
import { Icon } from "../../design/Icon";
import { Notice } from "../../design/Notice";
import { useI18n } from "../../i18n/I18n";
import { useDraft } from "./draft";
import { droppedFiles } from "./dropped";
import styles from "./PhotoTable.module.css";
import { PhotoTile } from "./PhotoTile";
import { StoredPhotos } from "./StoredPhotos";
import { usePaste } from "./usePaste";

/** The light table: photos are dropped, pasted or chosen, and lie side by side. */
export function PhotoTable() {
  const { t } = useI18n();
  const { photos, refused, addFiles, clearPhotos } = useDraft();
  usePaste(addFiles);
  const empty = photos.length === 0;
  return (
    <section className={styles.section} aria-label={t.run.photos}>
      <DropZone
        className={styles.table}
        onDrop={(event) => void droppedFiles(event.items).then(addFiles)}
      >
        <Text slot="label" className="visually-hidden">
          {t.run.dropLabel}
        </Text>
        {empty && (
          <div className={styles.invitation}>
            <span className={styles.frame}>
              <Icon name="image" />
            </span>
            <p className={styles.drop}>{t.run.drop}</p>
            <p className={styles.hint}>{t.run.dropHint}</p>
          </div>
        )}
        {!empty && (
          <ul className={styles.photos}>
            {photos.map((photo) => (
              <PhotoTile key={photo.id} photo={photo} />
            ))}
          </ul>
        )}
        <div className={styles.actions}>
          <FileTrigger
            allowsMultiple
            acceptedFileTypes={["image/*", ".tif", ".tiff", ".bmp"]}
            onSelect={(files) => addFiles([...(files ?? [])])}
          >
            <Button look={empty ? "primary" : "secondary"} icon="plus">
              {empty ? t.run.choose : t.run.more}
            </Button>
          </FileTrigger>
          {empty ? (
            <span className={styles.hint}>{t.run.formats}</span>
          ) : (
            <>
              <Button look="quiet" onPress={clearPhotos}>
                {t.run.clear}
              </Button>
              <span className={styles.count} role="status">
                {t.run.photoCount(photos.length)}
              </span>
            </>
          )}
        </div>
      </DropZone>
      {refused.length > 0 && (
        <Notice tone="bad" alert>
          {t.run.notImages(refused.join(", "))}
        </Notice>
      )}
      <StoredPhotos />
    </section>
  );
}
