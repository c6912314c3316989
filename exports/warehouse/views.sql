-- What the reports come to at every office above. Described in docs/kho-so-lieu.md.

-- Of each office and period the revision that counts: one that was received before one that is kept.
CREATE VIEW counting AS
SELECT DISTINCT ON (office, template, period) *
FROM revision
WHERE standing AND returned = ''
ORDER BY office, template, period, kept, number DESC, received DESC, digest;

-- Whose reports make up each office above: one that sent a report stands for all below it; no revision: it is missing.
-- A function, since servers that spread the cells over machines let no recursive query touch them.
CREATE FUNCTION sources() RETURNS TABLE (
    template text, period text, unit text, office text, year integer, revision bigint, weight integer
)
LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH RECURSIVE topic AS (
        SELECT DISTINCT template, period FROM revision
    ), tree AS MATERIALIZED (
        SELECT topic.template, topic.period, era.office, era.parent, counting.year, counting.id AS revision, counting.weight
        FROM topic
        JOIN period ON period.code = topic.period
        JOIN office_era AS era ON period.last BETWEEN era.since AND era.until
        LEFT JOIN counting USING (office, template, period)
    ), walk AS (
        SELECT template, period, parent AS unit, office, year, revision, weight, 1 AS depth
        FROM tree
        WHERE parent IS NOT NULL
        UNION ALL
        SELECT walk.template, walk.period, walk.unit, tree.office, tree.year, tree.revision, tree.weight, walk.depth + 1
        FROM walk
        JOIN tree ON (tree.template, tree.period, tree.parent) = (walk.template, walk.period, walk.office)
        WHERE walk.revision IS NULL AND walk.depth < 12
    )
    SELECT template, period, unit, office, year, revision, coalesce(weight, 1) AS weight
    FROM walk
    WHERE revision IS NOT NULL OR NOT EXISTS (
        SELECT FROM tree WHERE (tree.template, tree.period, tree.parent) = (walk.template, walk.period, walk.office)
    );
END;
CREATE VIEW source AS SELECT * FROM sources();

-- What those reports add up to in each place.
CREATE VIEW tally AS
WITH part AS (
    SELECT source.template, source.period, source.unit, place.figure, place."row", place.measure,
        cell.value, cell.value AS least, cell.value AS most, cell.rank, cell.counted, cell.speaking
    FROM source
    JOIN cell ON (cell.year, cell.revision) = (source.year, source.revision)
    JOIN place ON place.id = cell.place
    UNION ALL
    SELECT template, period, unit, figure, "row", measure, value, least, most, rank, 0, 0 FROM carried
)
SELECT template, period, unit, figure, "row", measure, sum(value) AS value, min(least) AS least, max(most) AS most,
    max(rank) AS rank, sum(counted) AS counted, sum(speaking) AS speaking
FROM part
GROUP BY template, period, unit, figure, "row", measure;

-- Cells that are added up: a row that a report does not have is nought in it, where the report speaks of the figure.
CREATE VIEW added_up AS
WITH expected AS (
    SELECT template, period, unit, sum(weight) AS offices,
        coalesce(sum(weight) FILTER (WHERE revision IS NOT NULL), 0) AS sent
    FROM source
    GROUP BY template, period, unit
), found AS MATERIALIZED (
    SELECT * FROM tally
), counted AS (
    SELECT expected.template, expected.period, expected.unit, measure.figure, measure."row", measure.measure,
        measure.method, measure.decimals, expected.offices, expected.sent, found.value, found.least, found.most,
        coalesce(found.rank, 0) AS rank,
        CASE WHEN measure.added AND measure.method <> 'list'
            THEN coalesce(spoken.counted, 0) - coalesce(found.speaking, 0) + coalesce(found.counted, 0)
            ELSE coalesce(found.counted, 0)
        END AS counted
    FROM expected
    JOIN measure ON (measure.template, measure.period) = (expected.template, expected.period)
    LEFT JOIN found ON (found.template, found.period, found.unit, found.figure, found."row", found.measure)
        = (expected.template, expected.period, expected.unit, measure.figure, measure."row", measure.measure)
    LEFT JOIN found AS spoken ON measure.added
        AND (spoken.template, spoken.period, spoken.unit, spoken.figure, spoken."row", spoken.measure)
        = (expected.template, expected.period, expected.unit, measure.figure, '', '')
    WHERE NOT measure.added OR found.rank IS NOT NULL
)
SELECT counted.template, counted.period, counted.unit, counted.figure, counted."row", counted.measure, counted.method,
    counted.decimals, counted.offices, counted.sent, counted.counted,
    CASE WHEN stated.code IS NULL THEN NULL WHEN method = 'sum' THEN value ELSE round(most, scale(value)) END AS value,
    stated.code AS state
FROM counted
LEFT JOIN state AS stated ON stated.rank = counted.rank
    AND method IN ('sum', 'max', 'list')
    AND NOT (method = 'list' AND least IS DISTINCT FROM most);

-- What the offices below each office come to, cell by cell. Nothing can be said of a rate whose numbers may come from
-- different offices, since some that sent do not state them; the others are rounded half away from zero, exactly.
CREATE VIEW consolidated AS
WITH cells AS MATERIALIZED (
    SELECT * FROM added_up
), inputs AS (
    SELECT rate.template, rate.period, rate.unit, rate.figure, rate."row", rate.measure, rate.decimals,
        min(input.counted) AS counted,
        bool_and(
            input.counted = input.sent AND input.state IS NOT NULL AND input.state <> 'khong_thuoc_pham_vi'
        ) AS known,
        bool_and(coalesce(input.state, '') IN ('khong_phat_sinh', 'khong_thuoc_pham_vi')) AS silent,
        bool_or(input.state = 'khong_phat_sinh') AS nil,
        bool_or(input.state = 'uoc') AS estimated,
        sum(coalesce(input.value, 0) * rate_input.factor) FILTER (WHERE rate_input.over) AS over,
        sum(coalesce(input.value, 0) * rate_input.factor) FILTER (WHERE NOT rate_input.over) AS under
    FROM cells AS rate
    JOIN rate_input USING (template, period, figure, "row", measure)
    JOIN cells AS input ON (input.template, input.period, input.unit) = (rate.template, rate.period, rate.unit)
        AND (input.figure, input."row", input.measure) = (input_figure, input_row, input_measure)
    WHERE rate.method = 'recompute'
    GROUP BY rate.template, rate.period, rate.unit, rate.figure, rate."row", rate.measure, rate.decimals
), rate AS (
    SELECT template, period, unit, figure, "row", measure, counted,
        CASE WHEN known AND under <> 0 THEN
            (sign(over) * sign(under) * div(2 * abs(over) * 10::numeric ^ decimals + abs(under), 2 * abs(under))
                || 'e-' || decimals)::numeric
        END AS value,
        CASE
            WHEN known AND under <> 0 THEN CASE WHEN estimated THEN 'uoc' ELSE 'so_lieu' END
            WHEN silent THEN CASE WHEN nil THEN 'khong_phat_sinh' ELSE 'khong_thuoc_pham_vi' END
        END AS state
    FROM inputs
)
SELECT cells.template, cells.period, cells.unit, cells.figure, cells."row", cells.measure, cells.method AS how,
    CASE WHEN rate.unit IS NULL THEN cells.value ELSE rate.value END AS value,
    coalesce(CASE WHEN rate.unit IS NULL THEN cells.state ELSE rate.state END, 'chua_co') AS state,
    coalesce(rate.counted, cells.counted) AS counted,
    cells.offices - coalesce(rate.counted, cells.counted) AS missing
FROM cells
LEFT JOIN rate USING (template, period, unit, figure, "row", measure);
