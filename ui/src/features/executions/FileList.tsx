import { useMutation } from "@tanstack/react-query";
import { useApi } from "../../api/ApiContext";
import { download } from "../../api/download";
import type { OutputFile } from "../../api/types";
import { filePath } from "../../api/useImage";
import { IconButton } from "../../design/Button";
import { ProblemNote } from "../../design/ProblemNote";
import { explain } from "../../i18n/explain";
import { useI18n } from "../../i18n/I18n";
import styles from "./FileList.module.css";

export function FileList({ files }: { files: OutputFile[] }) {
  const { t, format } = useI18n();
  const { http } = useApi();
  const save = useMutation({
    mutationFn: (file: OutputFile) => download(http, filePath(file.file_id), file.filename),
  });
  return (
    <>
      <ul className={styles.files}>
        {files.map((file) => (
          <li key={file.file_id} className={styles.file}>
            <span className={styles.name}>{file.filename}</span>
            <span className={`${styles.size} numbers`}>{format.bytes(file.file_size)}</span>
            <IconButton
              icon="download"
              size="small"
              aria-label={t.execution.downloadFile(file.filename)}
              onPress={() => save.mutate(file)}
            />
          </li>
        ))}
      </ul>
      {save.error && <ProblemNote alert explanation={explain(save.error, t)} />}
    </>
  );
}
