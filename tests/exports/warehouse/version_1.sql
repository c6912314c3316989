-- The reports that offices sent, and what they come to at every office above. Described in docs/kho-so-lieu.md.

CREATE TABLE office_era (
    office text NOT NULL, -- its id, which never changes
    since date NOT NULL,
    until date NOT NULL, -- both days included
    code text NOT NULL,
    name text NOT NULL,
    level text NOT NULL,
    kind text NOT NULL,
    parent text, -- the id of the office above
    PRIMARY KEY (office, since)
);
CREATE INDEX ON office_era (parent);

CREATE TABLE succession (
    office text NOT NULL,
    predecessor text NOT NULL,
    PRIMARY KEY (office, predecessor)
);

CREATE TABLE period (
    code text PRIMARY KEY,
    first date NOT NULL,
    last date NOT NULL
);

-- One report as one office issued it. `year` is that of the last day of its period; the large tables are parted by it.
CREATE TABLE revision (
    year integer NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    office text NOT NULL,
    template text NOT NULL,
    version integer NOT NULL,
    period text NOT NULL REFERENCES period,
    digest text NOT NULL, -- SHA-256 of the data as they were sent
    number integer NOT NULL, -- 0 for a draft
    state text NOT NULL,
    standing boolean NOT NULL, -- of the revisions that its receiver has, the one that holds
    returned text NOT NULL, -- why it is to be reported again; '' where it is not
    edited text NOT NULL, -- what was changed by hand after the export; '' where nothing was
    weight integer NOT NULL, -- how many of the lowest offices it stands for
    file text NOT NULL,
    received timestamptz NOT NULL,
    publisher text NOT NULL, -- the office whose file it was published from
    kept boolean NOT NULL, -- written in that file itself, not received
    noted text NOT NULL, -- the numbers of what its office gave since by telephone, which count; '' for none
    PRIMARY KEY (year, id),
    UNIQUE (year, office, template, period, digest)
) PARTITION BY LIST (year);

-- Where a cell stands, as a report calls its row; rows are one where only the spelling of their labels differs.
CREATE TABLE place (
    id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    template text NOT NULL,
    period text NOT NULL REFERENCES period,
    figure text NOT NULL,
    called text NOT NULL,
    "row" text NOT NULL,
    measure text NOT NULL, -- '' for whether a report speaks of the figure at all
    added boolean NOT NULL, -- a row that an office added
    UNIQUE (template, period, figure, called, measure)
);

-- What stands there: its words, and how it is made from those of lower offices.
CREATE TABLE measure (
    template text NOT NULL,
    period text NOT NULL REFERENCES period,
    figure text NOT NULL,
    "row" text NOT NULL,
    measure text NOT NULL,
    added boolean NOT NULL,
    method text NOT NULL, -- sum, recompute, max, own, list, none
    decimals integer NOT NULL,
    unit text NOT NULL,
    label text NOT NULL,
    PRIMARY KEY (template, period, figure, "row", measure)
);

-- A rate that is computed anew: the sum of its inputs over the line, each times its factor, by the sum of those under it.
CREATE TABLE rate_input (
    template text NOT NULL,
    period text NOT NULL,
    figure text NOT NULL,
    "row" text NOT NULL,
    measure text NOT NULL,
    over boolean NOT NULL,
    input_figure text NOT NULL,
    input_row text NOT NULL,
    input_measure text NOT NULL,
    factor numeric NOT NULL,
    PRIMARY KEY (template, period, figure, "row", measure, over, input_figure, input_row, input_measure)
);

-- What a report says in a place. A number has the decimals that were typed; a nil has none and is no blank.
CREATE TABLE cell (
    year integer NOT NULL,
    revision bigint NOT NULL,
    place integer NOT NULL REFERENCES place,
    value numeric,
    rank smallint NOT NULL, -- see "state"
    counted integer NOT NULL, -- how many of the lowest offices it is the number of
    speaking integer NOT NULL, -- in an added row: how many of them speak of the figure at all
    PRIMARY KEY (year, revision, place),
    FOREIGN KEY (year, revision) REFERENCES revision ON DELETE CASCADE
) PARTITION BY LIST (year);

-- What offices that ended within a period did until then: it adds to the flows of an office above, and counts none.
CREATE TABLE carried (
    template text NOT NULL,
    period text NOT NULL REFERENCES period,
    unit text NOT NULL,
    figure text NOT NULL,
    "row" text NOT NULL,
    measure text NOT NULL,
    value numeric,
    least numeric,
    most numeric,
    rank smallint NOT NULL
);
CREATE INDEX ON carried (template, period, unit);

-- States in the order in which one prevails over those before it; 0 where nothing is stated, 5 for lists that differ.
CREATE TABLE state (
    rank smallint PRIMARY KEY,
    code text NOT NULL
);

-- Of each office and period the revision that counts: one that was received before one that is kept.
CREATE VIEW counting AS
SELECT DISTINCT ON (office, template, period) *
FROM revision
WHERE standing AND returned = ''
ORDER BY office, template, period, kept, number DESC, received DESC, digest;

-- Whose reports make up each office above: one that sent a report stands for all below it; no revision: it is missing.
CREATE VIEW source AS
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
