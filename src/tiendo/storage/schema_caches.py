"""Tables derived from facts, kept in the same transaction; they may be dropped and come out the same."""

from django.db import models


class UnitStretch(models.Model):
    """A stretch of a unit's life, as known from event `seq_from` until `seq_to` (none: still)."""

    unit = models.IntegerField()
    start_day = models.DateField()
    end_day = models.DateField()
    code = models.TextField()
    name = models.TextField()
    level = models.TextField()
    parent = models.IntegerField(null=True)
    seq_from = models.IntegerField()
    seq_to = models.IntegerField(null=True)

    class Meta:
        db_table = "unit_stretch"
        indexes = [
            models.Index(fields=["unit", "start_day"], name="stretch_unit"),
            models.Index(fields=["code"], name="stretch_code"),
            models.Index(fields=["parent"], name="stretch_parent"),
        ]


class Closure(models.Model):
    """`unit` is below `ancestor` via a child (0: itself) in `[start_day, end_day)`, known in `[seq_from, seq_to)`."""

    ancestor = models.IntegerField()
    unit = models.IntegerField()
    via = models.IntegerField()
    depth = models.SmallIntegerField()
    start_day = models.DateField()
    end_day = models.DateField()
    seq_from = models.IntegerField()
    seq_to = models.IntegerField(null=True)

    class Meta:
        db_table = "closure"
        indexes = [
            models.Index(fields=["unit", "start_day"], name="closure_unit"),
            models.Index(fields=["ancestor", "via"], name="closure_ancestor"),
        ]


class Live(models.Model):
    """The version of a record that counts in a book; book 0: its newest version where that is not yet sent.

    `month` is the reporting month touched; `stock` is 1 when the version tells a level.
    """

    pk = models.CompositePrimaryKey("record", "book")
    record = models.IntegerField()
    book = models.SmallIntegerField()
    number = models.IntegerField()
    unit = models.IntegerField()
    kind = models.TextField()
    month = models.IntegerField()
    day = models.DateField(null=True)
    stock = models.SmallIntegerField()
    withdrawn = models.SmallIntegerField()

    class Meta:
        db_table = "live"
        indexes = [
            models.Index(fields=["unit", "book", "month", "record", "number"], name="live_slice"),
            models.Index(fields=["unit", "book"], name="live_stock", condition=models.Q(stock=1)),
            models.Index(fields=["book"], name="live_opening", condition=models.Q(kind="opening")),
        ]


class Balance(models.Model):
    """The ledger's sum of a unit and reporting month: own (`via` 0), or what came in through a child."""

    pk = models.CompositePrimaryKey("unit", "element", "book", "month", "part", "via")
    unit = models.IntegerField()
    element = models.IntegerField()
    book = models.SmallIntegerField()
    month = models.IntegerField()
    part = models.TextField()
    via = models.IntegerField()
    amount = models.BigIntegerField()

    class Meta:
        db_table = "balance"


class Cell(models.Model):
    """What one unit's cell of an element and month says in a book; a cell not here is not told.

    `told`: 1 a figure, 2 a nil. `expected`: 1 when the unit owes it once the month is over (excuses included).
    `tree_day`: the day at which its ancestors are taken; `last_day`: the month's last day.
    """

    pk = models.CompositePrimaryKey("unit", "element", "book", "month")
    unit = models.IntegerField()
    element = models.IntegerField()
    book = models.SmallIntegerField()
    month = models.IntegerField()
    told = models.SmallIntegerField()
    expected = models.SmallIntegerField()
    tree_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        db_table = "cell"


class Coverage(models.Model):
    """Told cells of a unit (`via` 0) and of what lay below it at each cell's `tree_day`, counted.

    `reported` and `nil` count expected cells, `figures` and `nils` all cells.
    """

    pk = models.CompositePrimaryKey("unit", "element", "book", "month", "via")
    unit = models.IntegerField()
    element = models.IntegerField()
    book = models.SmallIntegerField()
    month = models.IntegerField()
    via = models.IntegerField()
    reported = models.IntegerField()
    nil = models.IntegerField()
    figures = models.IntegerField()
    nils = models.IntegerField()

    class Meta:
        db_table = "coverage"


class MonthState(models.Model):
    """The last state of a unit's month."""

    pk = models.CompositePrimaryKey("unit", "month")
    unit = models.IntegerField()
    month = models.IntegerField()
    state = models.TextField()
    seq = models.IntegerField()

    class Meta:
        db_table = "month_state"
        indexes = [models.Index(fields=["month", "state"], name="month_state_month")]
