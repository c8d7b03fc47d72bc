"""Tables of what units told, and of the ledger it made."""

from django.db import models


class Record(models.Model):
    """A record's number, its client-made id, and what never changes about it."""

    id = models.IntegerField(primary_key=True)
    uuid = models.TextField()
    unit = models.IntegerField()
    kind = models.TextField()
    seq = models.IntegerField()

    class Meta:
        db_table = "record"
        constraints = [models.UniqueConstraint(fields=["uuid"], name="record_uuid")]
        indexes = [models.Index(fields=["unit", "kind"], name="record_unit")]


class Version(models.Model):
    """One version of a record; `digest` covers its whole content with figures, `author` is a person's id."""

    pk = models.CompositePrimaryKey("record", "number")
    record = models.IntegerField()
    number = models.IntegerField()
    seq = models.IntegerField()
    day = models.DateField(null=True)
    month = models.IntegerField(null=True)
    title = models.TextField()
    area = models.TextField()
    place = models.TextField()
    campaign = models.TextField()
    reason = models.TextField()
    paper = models.TextField()
    withdrawn = models.SmallIntegerField()
    digest = models.TextField()
    author = models.TextField()

    class Meta:
        db_table = "version"


class Figure(models.Model):
    """One amount of a version; `part` is empty for the whole."""

    pk = models.CompositePrimaryKey("record", "number", "element", "part")
    record = models.IntegerField()
    number = models.IntegerField()
    element = models.IntegerField()
    part = models.TextField()
    amount = models.BigIntegerField()
    seq = models.IntegerField()

    class Meta:
        db_table = "figure"


class Participation(models.Model):
    """A person named in a version, as told (before any merge)."""

    pk = models.CompositePrimaryKey("record", "number", "element", "person")
    record = models.IntegerField()
    number = models.IntegerField()
    element = models.IntegerField()
    person = models.TextField()
    seq = models.IntegerField()

    class Meta:
        db_table = "participation"
        indexes = [models.Index(fields=["person"], name="participation_person")]


class Coorganiser(models.Model):
    """A unit named as co-organiser in a version."""

    pk = models.CompositePrimaryKey("record", "number", "unit")
    record = models.IntegerField()
    number = models.IntegerField()
    unit = models.IntegerField()
    seq = models.IntegerField()

    class Meta:
        db_table = "coorganiser"
        indexes = [models.Index(fields=["unit"], name="coorganiser_unit")]


class NilElement(models.Model):
    """An element a nil declaration speaks of; none means all."""

    pk = models.CompositePrimaryKey("record", "number", "element")
    record = models.IntegerField()
    number = models.IntegerField()
    element = models.IntegerField()
    seq = models.IntegerField()

    class Meta:
        db_table = "nil_element"


class Evidence(models.Model):
    """Proof of a record; it may come later without being a correction."""

    pk = models.CompositePrimaryKey("record", "seq", "n")
    record = models.IntegerField()
    seq = models.IntegerField()
    n = models.IntegerField()
    kind = models.TextField()
    text = models.TextField()
    day = models.DateField(null=True)
    sha256 = models.TextField()

    class Meta:
        db_table = "evidence"
        indexes = [models.Index(fields=["sha256"], name="evidence_file")]


class Upload(models.Model):
    """Who brought a file, so that nobody else can cite it before a record shows it to them. Not a fact: it is swept."""

    pk = models.CompositePrimaryKey("sha256", "person")
    sha256 = models.TextField()
    person = models.TextField()
    at = models.TextField()

    class Meta:
        db_table = "upload"


class Posting(models.Model):
    """Version `number` of `record` went into `book` by event `seq`; the live one has the largest `seq`."""

    pk = models.CompositePrimaryKey("record", "book", "seq")
    record = models.IntegerField()
    book = models.SmallIntegerField()
    seq = models.IntegerField()
    number = models.IntegerField()

    class Meta:
        db_table = "posting"
        indexes = [models.Index(fields=["seq"], name="posting_seq")]


class MonthEvent(models.Model):
    """A month of a unit sent, accepted, returned or reopened; `state` is the state it is in afterwards."""

    pk = models.CompositePrimaryKey("unit", "month", "seq")
    unit = models.IntegerField()
    month = models.IntegerField()
    seq = models.IntegerField()
    verb = models.TextField()
    state = models.TextField()
    reason = models.TextField()
    person = models.TextField()

    class Meta:
        db_table = "month_event"


class ExcuseEvent(models.Model):
    """A unit's month excused from reporting (1) or asked for again (0)."""

    pk = models.CompositePrimaryKey("unit", "month", "seq")
    unit = models.IntegerField()
    month = models.IntegerField()
    seq = models.IntegerField()
    excused = models.SmallIntegerField()
    reason = models.TextField()

    class Meta:
        db_table = "excuse_event"


class Entry(models.Model):
    """A line of the ledger; `record` 0 (and `number` 0) is a transfer at a tree change.

    `number` is the version of the record that was live in the book when the line was posted.
    """

    pk = models.CompositePrimaryKey("seq", "n")
    seq = models.IntegerField()
    n = models.IntegerField()
    book = models.SmallIntegerField()
    unit = models.IntegerField()
    element = models.IntegerField()
    part = models.TextField()
    day = models.DateField()
    month = models.IntegerField()
    tree_day = models.DateField()
    amount = models.BigIntegerField()
    record = models.IntegerField()
    number = models.IntegerField()

    class Meta:
        db_table = "entry"
        # Holds all that a sum needs, so that the proof of balances reads the index alone.
        indexes = [
            models.Index(fields=["unit", "element", "book", "month", "part", "amount"], name="entry_sums")
        ]


class SeatEntry(models.Model):
    """A line of the ledger of participations: a person counted (+1) or no longer counted (-1), after merges."""

    pk = models.CompositePrimaryKey("seq", "n")
    seq = models.IntegerField()
    n = models.IntegerField()
    book = models.SmallIntegerField()
    unit = models.IntegerField()
    element = models.IntegerField()
    person = models.TextField()
    day = models.DateField()
    month = models.IntegerField()
    record = models.IntegerField()
    number = models.IntegerField()
    sign = models.SmallIntegerField()

    class Meta:
        db_table = "seat_entry"
        indexes = [
            models.Index(fields=["unit", "element", "book", "month"], name="seat_slice"),
            models.Index(fields=["record"], name="seat_record"),
        ]


class Person(models.Model):
    """A random id that stands for a named person everywhere but in `person_name`."""

    id = models.TextField(primary_key=True)
    seq = models.IntegerField()

    class Meta:
        db_table = "person"


class PersonMerge(models.Model):
    """Two ids found to be one person: `merged` counts as `kept` from event `seq` on."""

    pk = models.CompositePrimaryKey("seq", "merged")
    seq = models.IntegerField()
    kept = models.TextField()
    merged = models.TextField()

    class Meta:
        db_table = "person_merge"


class PersonName(models.Model):
    """The one erasable table: who a person id is. `match_key` is the normalised name, birth day and digits."""

    person = models.TextField(primary_key=True)
    name = models.TextField()
    birth = models.DateField(null=True)
    digits = models.TextField()
    sort_key = models.TextField()
    match_key = models.TextField()

    class Meta:
        db_table = "person_name"
        indexes = [models.Index(fields=["match_key"], name="person_name_match")]
