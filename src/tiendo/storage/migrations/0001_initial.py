from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Balance",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "unit",
                        "element",
                        "book",
                        "month",
                        "part",
                        "via",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("unit", models.IntegerField()),
                ("element", models.IntegerField()),
                ("book", models.SmallIntegerField()),
                ("month", models.IntegerField()),
                ("part", models.TextField()),
                ("via", models.IntegerField()),
                ("amount", models.BigIntegerField()),
            ],
            options={
                "db_table": "balance",
            },
        ),
        migrations.CreateModel(
            name="CalendarChange",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "seq", "month", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seq", models.IntegerField()),
                ("month", models.IntegerField()),
                ("cutoff", models.IntegerField()),
            ],
            options={
                "db_table": "calendar_change",
            },
        ),
        migrations.CreateModel(
            name="Cell",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "unit",
                        "element",
                        "book",
                        "month",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("unit", models.IntegerField()),
                ("element", models.IntegerField()),
                ("book", models.SmallIntegerField()),
                ("month", models.IntegerField()),
                ("told", models.SmallIntegerField()),
                ("expected", models.SmallIntegerField()),
                ("tree_day", models.DateField()),
                ("last_day", models.DateField()),
            ],
            options={
                "db_table": "cell",
            },
        ),
        migrations.CreateModel(
            name="Coverage",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "unit",
                        "element",
                        "book",
                        "month",
                        "via",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("unit", models.IntegerField()),
                ("element", models.IntegerField()),
                ("book", models.SmallIntegerField()),
                ("month", models.IntegerField()),
                ("via", models.IntegerField()),
                ("reported", models.IntegerField()),
                ("nil", models.IntegerField()),
                ("figures", models.IntegerField()),
                ("nils", models.IntegerField()),
            ],
            options={
                "db_table": "coverage",
            },
        ),
        migrations.CreateModel(
            name="Element",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "seq", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seq", models.IntegerField()),
                ("key", models.TextField()),
                ("definition", models.TextField()),
            ],
            options={
                "db_table": "element",
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("seq", models.IntegerField(primary_key=True, serialize=False)),
                ("posted_at", models.TextField()),
                ("verb", models.TextField()),
                ("person", models.TextField()),
                ("request", models.TextField()),
                ("payload", models.TextField()),
                ("digest", models.TextField()),
                ("previous", models.TextField()),
                ("hash", models.TextField()),
            ],
            options={
                "db_table": "event",
            },
        ),
        migrations.CreateModel(
            name="ExcuseEvent",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "unit", "month", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("unit", models.IntegerField()),
                ("month", models.IntegerField()),
                ("seq", models.IntegerField()),
                ("excused", models.SmallIntegerField()),
                ("reason", models.TextField()),
            ],
            options={
                "db_table": "excuse_event",
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record",
                        "number",
                        "element",
                        "part",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("record", models.IntegerField()),
                ("number", models.IntegerField()),
                ("element", models.IntegerField()),
                ("part", models.TextField()),
                ("amount", models.BigIntegerField()),
                ("seq", models.IntegerField()),
            ],
            options={
                "db_table": "figure",
            },
        ),
        migrations.CreateModel(
            name="GrantEnded",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("seq", models.IntegerField()),
                ("day", models.DateField()),
            ],
            options={
                "db_table": "grant_ended",
            },
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("seq", models.IntegerField()),
                ("hash", models.TextField()),
                ("posted_at", models.TextField()),
                ("last_record", models.IntegerField()),
                ("last_unit", models.IntegerField()),
                ("tree_mark", models.TextField()),
                ("catalogue_mark", models.TextField()),
                ("plan_mark", models.TextField()),
                ("schema", models.TextField()),
            ],
            options={
                "db_table": "head",
            },
        ),
        migrations.CreateModel(
            name="Level",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "seq", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seq", models.IntegerField()),
                ("key", models.TextField()),
                ("rank", models.IntegerField()),
                ("name", models.TextField()),
            ],
            options={
                "db_table": "level",
            },
        ),
        migrations.CreateModel(
            name="MonthEvent",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "unit", "month", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("unit", models.IntegerField()),
                ("month", models.IntegerField()),
                ("seq", models.IntegerField()),
                ("verb", models.TextField()),
                ("state", models.TextField()),
                ("reason", models.TextField()),
                ("person", models.TextField()),
            ],
            options={
                "db_table": "month_event",
            },
        ),
        migrations.CreateModel(
            name="NilElement",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record",
                        "number",
                        "element",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("record", models.IntegerField()),
                ("number", models.IntegerField()),
                ("element", models.IntegerField()),
                ("seq", models.IntegerField()),
            ],
            options={
                "db_table": "nil_element",
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "seq", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seq", models.IntegerField()),
                ("key", models.TextField()),
                ("value", models.TextField()),
            ],
            options={
                "db_table": "organisation",
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("seq", models.IntegerField()),
            ],
            options={
                "db_table": "person",
            },
        ),
        migrations.CreateModel(
            name="PersonMerge",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "seq", "merged", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seq", models.IntegerField()),
                ("kept", models.TextField()),
                ("merged", models.TextField()),
            ],
            options={
                "db_table": "person_merge",
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "seq", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seq", models.IntegerField()),
                ("key", models.TextField()),
                ("document", models.TextField()),
            ],
            options={
                "db_table": "plan",
            },
        ),
        migrations.CreateModel(
            name="PlanReadingEnd",
            fields=[
                ("reading", models.IntegerField(primary_key=True, serialize=False)),
                ("seq", models.IntegerField()),
                ("plan", models.TextField()),
                ("person", models.TextField()),
            ],
            options={
                "db_table": "plan_reading_end",
            },
        ),
        migrations.CreateModel(
            name="PlanReadingRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "reading",
                        "row_key",
                        "number",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("reading", models.IntegerField()),
                ("row_key", models.TextField()),
                ("number", models.IntegerField()),
                ("seq", models.IntegerField()),
                ("decision", models.TextField()),
                ("person", models.TextField()),
            ],
            options={
                "db_table": "plan_reading_row",
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("verb", models.TextField()),
                ("digest", models.TextField()),
                ("seq", models.IntegerField()),
            ],
            options={
                "db_table": "request",
            },
        ),
        migrations.CreateModel(
            name="SettingChoice",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "seq",
                        "plan",
                        "setting",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("seq", models.IntegerField()),
                ("plan", models.TextField()),
                ("setting", models.TextField()),
                ("option", models.TextField()),
                ("paper", models.TextField()),
                ("day", models.DateField()),
            ],
            options={
                "db_table": "setting_choice",
            },
        ),
        migrations.CreateModel(
            name="Sight",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.TextField()),
                ("person", models.TextField()),
                ("what", models.TextField()),
            ],
            options={
                "db_table": "sight",
            },
        ),
        migrations.CreateModel(
            name="SignInCode",
            fields=[
                ("person", models.TextField(primary_key=True, serialize=False)),
                ("digest", models.TextField()),
                ("until", models.TextField()),
            ],
            options={
                "db_table": "sign_in_code",
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("seq", models.IntegerField()),
            ],
            options={
                "db_table": "unit",
            },
        ),
        migrations.CreateModel(
            name="UnitChange",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "seq", "n", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seq", models.IntegerField()),
                ("n", models.IntegerField()),
                ("unit", models.IntegerField()),
                ("kind", models.TextField()),
                ("day", models.DateField()),
                ("code", models.TextField(null=True)),
                ("name", models.TextField(null=True)),
                ("level", models.TextField(null=True)),
                ("parent", models.IntegerField(null=True)),
                ("successors", models.TextField()),
                ("heir", models.IntegerField(null=True)),
            ],
            options={
                "db_table": "unit_change",
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "sha256", "person", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sha256", models.TextField()),
                ("person", models.TextField()),
                ("at", models.TextField()),
            ],
            options={
                "db_table": "upload",
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("record", models.IntegerField()),
                ("number", models.IntegerField()),
                ("seq", models.IntegerField()),
                ("day", models.DateField(null=True)),
                ("month", models.IntegerField(null=True)),
                ("title", models.TextField()),
                ("area", models.TextField()),
                ("place", models.TextField()),
                ("campaign", models.TextField()),
                ("reason", models.TextField()),
                ("paper", models.TextField()),
                ("withdrawn", models.SmallIntegerField()),
                ("digest", models.TextField()),
                ("author", models.TextField()),
            ],
            options={
                "db_table": "version",
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("person", models.TextField()),
                ("username", models.CharField(max_length=150)),
                ("name", models.TextField()),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "account",
                "constraints": [
                    models.UniqueConstraint(fields=("person",), name="account_person"),
                    models.UniqueConstraint(fields=("username",), name="account_username"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Allocation",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "seq",
                        "plan",
                        "target",
                        "unit",
                        "year",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("seq", models.IntegerField()),
                ("plan", models.TextField()),
                ("target", models.TextField()),
                ("unit", models.IntegerField()),
                ("year", models.IntegerField()),
                ("amount", models.BigIntegerField(null=True)),
                ("paper", models.TextField()),
                ("day", models.DateField()),
            ],
            options={
                "db_table": "allocation",
                "indexes": [models.Index(fields=["plan", "unit"], name="allocation_unit")],
            },
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ancestor", models.IntegerField()),
                ("unit", models.IntegerField()),
                ("via", models.IntegerField()),
                ("depth", models.SmallIntegerField()),
                ("start_day", models.DateField()),
                ("end_day", models.DateField()),
                ("seq_from", models.IntegerField()),
                ("seq_to", models.IntegerField(null=True)),
            ],
            options={
                "db_table": "closure",
                "indexes": [
                    models.Index(fields=["unit", "start_day"], name="closure_unit"),
                    models.Index(fields=["ancestor", "via"], name="closure_ancestor"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Coorganiser",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record",
                        "number",
                        "unit",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("record", models.IntegerField()),
                ("number", models.IntegerField()),
                ("unit", models.IntegerField()),
                ("seq", models.IntegerField()),
            ],
            options={
                "db_table": "coorganiser",
                "indexes": [models.Index(fields=["unit"], name="coorganiser_unit")],
            },
        ),
        migrations.CreateModel(
            name="ElementNumber",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("key", models.TextField()),
                ("seq", models.IntegerField()),
            ],
            options={
                "db_table": "element_number",
                "constraints": [models.UniqueConstraint(fields=("key",), name="element_number_key")],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "seq", "n", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seq", models.IntegerField()),
                ("n", models.IntegerField()),
                ("book", models.SmallIntegerField()),
                ("unit", models.IntegerField()),
                ("element", models.IntegerField()),
                ("part", models.TextField()),
                ("day", models.DateField()),
                ("month", models.IntegerField()),
                ("tree_day", models.DateField()),
                ("amount", models.BigIntegerField()),
                ("record", models.IntegerField()),
                ("number", models.IntegerField()),
            ],
            options={
                "db_table": "entry",
                "indexes": [
                    models.Index(
                        fields=["unit", "element", "book", "month", "part", "amount"], name="entry_sums"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record", "seq", "n", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("record", models.IntegerField()),
                ("seq", models.IntegerField()),
                ("n", models.IntegerField()),
                ("kind", models.TextField()),
                ("text", models.TextField()),
                ("day", models.DateField(null=True)),
                ("sha256", models.TextField()),
            ],
            options={
                "db_table": "evidence",
                "indexes": [models.Index(fields=["sha256"], name="evidence_file")],
            },
        ),
        migrations.CreateModel(
            name="Freeze",
            fields=[
                ("seq", models.IntegerField(primary_key=True, serialize=False)),
                ("unit", models.IntegerField()),
                ("period", models.TextField()),
                ("plan", models.TextField()),
                ("document", models.TextField()),
                ("sha256", models.TextField()),
            ],
            options={
                "db_table": "frozen",
                "indexes": [models.Index(fields=["unit", "period"], name="freeze_unit")],
            },
        ),
        migrations.CreateModel(
            name="GrantGiven",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("seq", models.IntegerField()),
                ("person", models.TextField()),
                ("role", models.TextField()),
                ("unit", models.IntegerField()),
                ("areas", models.TextField()),
                ("from_day", models.DateField()),
                ("to_day", models.DateField()),
            ],
            options={
                "db_table": "grant_given",
                "indexes": [models.Index(fields=["person"], name="grant_given_person")],
            },
        ),
        migrations.CreateModel(
            name="Live",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record", "book", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("record", models.IntegerField()),
                ("book", models.SmallIntegerField()),
                ("number", models.IntegerField()),
                ("unit", models.IntegerField()),
                ("kind", models.TextField()),
                ("month", models.IntegerField()),
                ("day", models.DateField(null=True)),
                ("stock", models.SmallIntegerField()),
                ("withdrawn", models.SmallIntegerField()),
            ],
            options={
                "db_table": "live",
                "indexes": [
                    models.Index(fields=["unit", "book", "month", "record", "number"], name="live_slice"),
                    models.Index(
                        condition=models.Q(("stock", 1)), fields=["unit", "book"], name="live_stock"
                    ),
                    models.Index(
                        condition=models.Q(("kind", "opening")), fields=["book"], name="live_opening"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthState",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "unit", "month", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("unit", models.IntegerField()),
                ("month", models.IntegerField()),
                ("state", models.TextField()),
                ("seq", models.IntegerField()),
            ],
            options={
                "db_table": "month_state",
                "indexes": [models.Index(fields=["month", "state"], name="month_state_month")],
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record",
                        "number",
                        "element",
                        "person",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("record", models.IntegerField()),
                ("number", models.IntegerField()),
                ("element", models.IntegerField()),
                ("person", models.TextField()),
                ("seq", models.IntegerField()),
            ],
            options={
                "db_table": "participation",
                "indexes": [models.Index(fields=["person"], name="participation_person")],
            },
        ),
        migrations.CreateModel(
            name="PersonName",
            fields=[
                ("person", models.TextField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("birth", models.DateField(null=True)),
                ("digits", models.TextField()),
                ("sort_key", models.TextField()),
                ("match_key", models.TextField()),
            ],
            options={
                "db_table": "person_name",
                "indexes": [models.Index(fields=["match_key"], name="person_name_match")],
            },
        ),
        migrations.CreateModel(
            name="PlanReading",
            fields=[
                ("seq", models.IntegerField(primary_key=True, serialize=False)),
                ("unit", models.IntegerField()),
                ("name", models.TextField()),
                ("sha256", models.TextField()),
                ("document", models.TextField()),
                ("person", models.TextField()),
            ],
            options={
                "db_table": "plan_reading",
                "indexes": [
                    models.Index(fields=["unit"], name="plan_reading_unit"),
                    models.Index(fields=["sha256"], name="plan_reading_file"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record", "book", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("record", models.IntegerField()),
                ("book", models.SmallIntegerField()),
                ("seq", models.IntegerField()),
                ("number", models.IntegerField()),
            ],
            options={
                "db_table": "posting",
                "indexes": [models.Index(fields=["seq"], name="posting_seq")],
            },
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("uuid", models.TextField()),
                ("unit", models.IntegerField()),
                ("kind", models.TextField()),
                ("seq", models.IntegerField()),
            ],
            options={
                "db_table": "record",
                "indexes": [models.Index(fields=["unit", "kind"], name="record_unit")],
                "constraints": [models.UniqueConstraint(fields=("uuid",), name="record_uuid")],
            },
        ),
        migrations.CreateModel(
            name="SeatEntry",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "seq", "n", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seq", models.IntegerField()),
                ("n", models.IntegerField()),
                ("book", models.SmallIntegerField()),
                ("unit", models.IntegerField()),
                ("element", models.IntegerField()),
                ("person", models.TextField()),
                ("day", models.DateField()),
                ("month", models.IntegerField()),
                ("record", models.IntegerField()),
                ("number", models.IntegerField()),
                ("sign", models.SmallIntegerField()),
            ],
            options={
                "db_table": "seat_entry",
                "indexes": [
                    models.Index(fields=["unit", "element", "book", "month"], name="seat_slice"),
                    models.Index(fields=["record"], name="seat_record"),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitStretch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit", models.IntegerField()),
                ("start_day", models.DateField()),
                ("end_day", models.DateField()),
                ("code", models.TextField()),
                ("name", models.TextField()),
                ("level", models.TextField()),
                ("parent", models.IntegerField(null=True)),
                ("seq_from", models.IntegerField()),
                ("seq_to", models.IntegerField(null=True)),
            ],
            options={
                "db_table": "unit_stretch",
                "indexes": [
                    models.Index(fields=["unit", "start_day"], name="stretch_unit"),
                    models.Index(fields=["code"], name="stretch_code"),
                    models.Index(fields=["parent"], name="stretch_parent"),
                ],
            },
        ),
    ]
