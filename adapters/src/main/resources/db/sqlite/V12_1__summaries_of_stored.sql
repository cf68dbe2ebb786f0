-- Fills the new columns of executions from the documents of before: JSON is read differently by
-- each database, and only SQLite ever held such rows.

UPDATE executions SET
 image_count = json_array_length(document, '$.items'),
 step_count = json_array_length(document, '$.steps'),
 completed_steps = (SELECT count(*) FROM json_each(document, '$.steps') AS step
  WHERE step.value ->> '$.state' = 'COMPLETED'),
 current_step = COALESCE(
  (SELECT step.value ->> '$.component' FROM json_each(document, '$.steps') AS step
   WHERE step.value ->> '$.state' = 'RUNNING' ORDER BY step.key LIMIT 1),
  (SELECT step.value ->> '$.component' FROM json_each(document, '$.steps') AS step
   WHERE step.value ->> '$.state' = 'PENDING' ORDER BY step.key LIMIT 1),
  document ->> '$.steps[#-1].component'),
 failure_code = document ->> '$.failure.code',
 failure_message = document ->> '$.failure.message',
 output_count = (SELECT count(*) FROM json_each(document, '$.items') AS item,
  json_each(item.value, '$.outputs')),
 first_outputs = (SELECT json_group_array(json(file)) FROM (
  SELECT output.value AS file FROM json_each(document, '$.items') AS item,
   json_each(item.value, '$.outputs') AS output ORDER BY item.key, output.key LIMIT 4)),
 detections = (SELECT json_group_array(json(found)) FROM (
  SELECT (SELECT json_group_array(json_array(json(d.value -> '$.name'), json(d.value -> '$.id'),
    json(d.value -> '$.confidence'), json(d.value -> '$.x'), json(d.value -> '$.y'),
    json(d.value -> '$.width'), json(d.value -> '$.height')))
   FROM json_each(item.value, '$.detections') AS d) AS found
  FROM json_each(document, '$.items') AS item ORDER BY item.key)),
 document = json_remove(json_set(document, '$.items', (
  SELECT json_group_array(json(rest)) FROM (
   SELECT json_remove(item.value, '$.detections') AS rest
   FROM json_each(document, '$.items') AS item ORDER BY item.key))), '$.failure');
