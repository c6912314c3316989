-- The reports that offices sent; what they come to is said by views.sql. Described in docs/kho-so-lieu.md.

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

-- One report as one office issued it. `year` is that of the last day of its period, by which the cells are parted.
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
    UNIQUE (office, template, period, digest)
);

-- Where a cell stands, as a report calls its row; rows are one where only the spelling of their labels differs.
CREATE TABLE place (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
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
    place bigint NOT NULL REFERENCES place,
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
