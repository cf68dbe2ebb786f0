-- A file that came with an execution knows it by its execution_id; the links are of the others,
-- those that were there before.

DELETE FROM execution_files WHERE EXISTS (SELECT 1 FROM files f
 WHERE f.id = execution_files.file_id AND f.execution_id = execution_files.execution_id
 AND f.kind = 'input');
