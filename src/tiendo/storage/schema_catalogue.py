"""Tables of what is decided rather than done: units, levels, elements, plans, calendar, accounts and their roles."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Unit(models.Model):
    """A unit's immutable internal id."""

    id = models.IntegerField(primary_key=True)
    seq = models.IntegerField()

    class Meta:
        db_table = "unit"


class UnitChange(models.Model):
    """One thing that happened to one unit on one day. `successors`: JSON [[unit, [[element, weight], ..]], ..]."""

    pk = models.CompositePrimaryKey("seq", "n")
    seq = models.IntegerField()
    n = models.IntegerField()
    unit = models.IntegerField()
    kind = models.TextField()
    day = models.DateField()
    code = models.TextField(null=True)
    name = models.TextField(null=True)
    level = models.TextField(null=True)
    parent = models.IntegerField(null=True)
    successors = models.TextField()
    heir = models.IntegerField(null=True)

    class Meta:
        db_table = "unit_change"


class Level(models.Model):
    """A rung of the organisation; the row with the largest `seq` counts."""

    pk = models.CompositePrimaryKey("seq", "key")
    seq = models.IntegerField()
    key = models.TextField()
    rank = models.IntegerField()
    name = models.TextField()

    class Meta:
        db_table = "level"


class ElementNumber(models.Model):
    """A small number for a data element's key, for the big tables."""

    id = models.IntegerField(primary_key=True)
    key = models.TextField()
    seq = models.IntegerField()

    class Meta:
        db_table = "element_number"
        constraints = [models.UniqueConstraint(fields=["key"], name="element_number_key")]


class Element(models.Model):
    """A data element's definition (canonical JSON); the row with the largest `seq` counts."""

    pk = models.CompositePrimaryKey("seq", "key")
    seq = models.IntegerField()
    key = models.TextField()
    definition = models.TextField()

    class Meta:
        db_table = "element"


class CalendarChange(models.Model):
    """From reporting month `month` on, months end with day `cutoff` (31: their last day)."""

    pk = models.CompositePrimaryKey("seq", "month")
    seq = models.IntegerField()
    month = models.IntegerField()
    cutoff = models.IntegerField()

    class Meta:
        db_table = "calendar_change"


class Organisation(models.Model):
    """A setting of the organisation, such as its operating day (JSON value); the largest `seq` counts."""

    pk = models.CompositePrimaryKey("seq", "key")
    seq = models.IntegerField()
    key = models.TextField()
    value = models.TextField()

    class Meta:
        db_table = "organisation"


class Plan(models.Model):
    """A plan as a JSON document; the row with the largest `seq` counts."""

    pk = models.CompositePrimaryKey("seq", "key")
    seq = models.IntegerField()
    key = models.TextField()
    document = models.TextField()

    class Meta:
        db_table = "plan"


class SettingChoice(models.Model):
    """An option chosen for a plan's setting by a paper of a day; latest (day, seq) counts."""

    pk = models.CompositePrimaryKey("seq", "plan", "setting")
    seq = models.IntegerField()
    plan = models.TextField()
    setting = models.TextField()
    option = models.TextField()
    paper = models.TextField()
    day = models.DateField()

    class Meta:
        db_table = "setting_choice"


class Allocation(models.Model):
    """A target's number for a unit and year, by a paper of a day; latest (day, seq) counts. No amount: taken back."""

    pk = models.CompositePrimaryKey("seq", "plan", "target", "unit", "year")
    seq = models.IntegerField()
    plan = models.TextField()
    target = models.TextField()
    unit = models.IntegerField()
    year = models.IntegerField()
    amount = models.BigIntegerField(null=True)
    paper = models.TextField()
    day = models.DateField()

    class Meta:
        db_table = "allocation"
        indexes = [models.Index(fields=["plan", "unit"], name="allocation_unit")]


class GrantGiven(models.Model):
    """A role of a person at a unit in `[from_day, to_day)`; `areas`: JSON list, empty for all."""

    id = models.TextField(primary_key=True)
    seq = models.IntegerField()
    person = models.TextField()
    role = models.TextField()
    unit = models.IntegerField()
    areas = models.TextField()
    from_day = models.DateField()
    to_day = models.DateField()

    class Meta:
        db_table = "grant_given"
        indexes = [models.Index(fields=["person"], name="grant_given_person")]


class GrantEnded(models.Model):
    """A grant ends on a day, which no longer belongs to it."""

    id = models.TextField(primary_key=True)
    seq = models.IntegerField()
    day = models.DateField()

    class Meta:
        db_table = "grant_ended"


class UserManager(BaseUserManager["User"]):
    """Looks accounts up by their username, as Django's login does."""


class User(AbstractBaseUser):
    """An account; `person` is its random id in events, grants and versions. Not a fact: it may be changed."""

    person = models.TextField()
    username = models.CharField(max_length=150)
    name = models.TextField()
    is_active = models.BooleanField(default=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        db_table = "account"
        constraints = [
            models.UniqueConstraint(fields=["person"], name="account_person"),
            models.UniqueConstraint(fields=["username"], name="account_username"),
        ]


class SignInCode(models.Model):
    """The digest of a code with which an account may choose its password once, before a moment. Not a fact: it goes."""

    person = models.TextField(primary_key=True)
    digest = models.TextField()
    until = models.TextField()

    class Meta:
        db_table = "sign_in_code"
