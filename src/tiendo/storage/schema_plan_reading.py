"""Tables of plans being read: what a file was understood as, what people decided on it row by row, how it ended."""

from django.db import models


class PlanReading(models.Model):
    """A plan's file as it was read for a unit; `document` (canonical JSON) is what was understood and proposed.

    `sha256` names the kept file; `seq` is the reading's number, too.
    """

    seq = models.IntegerField(primary_key=True)
    unit = models.IntegerField()
    name = models.TextField()
    sha256 = models.TextField()
    document = models.TextField()
    person = models.TextField()

    class Meta:
        db_table = "plan_reading"
        indexes = [
            models.Index(fields=["unit"], name="plan_reading_unit"),
            models.Index(fields=["sha256"], name="plan_reading_file"),
        ]


class PlanReadingRow(models.Model):
    """A decision on one row of a reading (canonical JSON); the one with the largest `number` counts."""

    pk = models.CompositePrimaryKey("reading", "row_key", "number")
    reading = models.IntegerField()
    row_key = models.TextField()
    number = models.IntegerField()
    seq = models.IntegerField()
    decision = models.TextField()
    person = models.TextField()

    class Meta:
        db_table = "plan_reading_row"


class PlanReadingEnd(models.Model):
    """A reading came to its end: adopted as a plan, or put aside where `plan` is empty."""

    reading = models.IntegerField(primary_key=True)
    seq = models.IntegerField()
    plan = models.TextField()
    person = models.TextField()

    class Meta:
        db_table = "plan_reading_end"
