-- A warehouse of version 1 becomes one of version 2: its revisions stand in one table, its views are made anew.

DROP VIEW consolidated, added_up, tally, source, counting;
ALTER TABLE cell DROP CONSTRAINT cell_year_revision_fkey;
ALTER TABLE place ALTER id TYPE bigint;
ALTER TABLE cell ALTER place TYPE bigint;
CREATE TABLE revision_2 (LIKE revision INCLUDING IDENTITY);
INSERT INTO revision_2 OVERRIDING SYSTEM VALUE SELECT * FROM revision;
SELECT setval(pg_get_serial_sequence('revision_2', 'id'), max(id)) FROM revision_2;
DROP TABLE revision;
ALTER TABLE revision_2 RENAME TO revision;
ALTER TABLE revision
    ADD PRIMARY KEY (year, id),
    ADD UNIQUE (office, template, period, digest),
    ADD FOREIGN KEY (period) REFERENCES period;
ALTER TABLE cell ADD FOREIGN KEY (year, revision) REFERENCES revision ON DELETE CASCADE;
