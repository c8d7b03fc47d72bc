"""Tables of the audit chain: events, their head, requests already answered, freezes, and who looked at whom."""

from django.db import models


class Event(models.Model):
    """One write: a batch is one event. `posted_at` is ISO text in UTC, never earlier than the one before."""

    seq = models.IntegerField(primary_key=True)
    posted_at = models.TextField()
    verb = models.TextField()
    person = models.TextField()
    request = models.TextField()
    payload = models.TextField()
    digest = models.TextField()
    previous = models.TextField()
    hash = models.TextField()

    class Meta:
        db_table = "event"


class Request(models.Model):
    """A client's request already carried out, so that the same one again changes nothing."""

    id = models.TextField(primary_key=True)
    verb = models.TextField()
    digest = models.TextField()
    seq = models.IntegerField()

    class Meta:
        db_table = "request"


class Head(models.Model):
    """The one row every writer locks: last event, its hash, and marks that tell caches when to look again.

    `tree_mark`, `catalogue_mark` and `plan_mark` are the hashes of the last events that changed the tree, elements and
    calendar, or plans and what was decided on them; equal marks mean equal content, in any database. `schema` is the
    digest of the schema that made the tables.
    """

    id = models.IntegerField(primary_key=True)
    seq = models.IntegerField()
    hash = models.TextField()
    posted_at = models.TextField()
    last_record = models.IntegerField()
    last_unit = models.IntegerField()
    tree_mark = models.TextField()
    catalogue_mark = models.TextField()
    plan_mark = models.TextField()
    schema = models.TextField()

    class Meta:
        db_table = "head"


class Freeze(models.Model):
    """A report on a plan written down as it was known at an event: its canonical JSON and sha256."""

    seq = models.IntegerField(primary_key=True)
    unit = models.IntegerField()
    period = models.TextField()
    plan = models.TextField()
    document = models.TextField()
    sha256 = models.TextField()

    class Meta:
        db_table = "frozen"  # FREEZE is a word of PostgreSQL
        indexes = [models.Index(fields=["unit", "period"], name="freeze_unit")]


class Sight(models.Model):
    """Who looked at personal data, and when; outside the chain."""

    at = models.TextField()
    person = models.TextField()
    what = models.TextField()

    class Meta:
        db_table = "sight"
