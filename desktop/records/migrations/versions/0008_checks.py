"""What a record must hold in itself is kept by the database, too, not by the program alone.

A register in which something breaks a rule already is not brought up to date: which of two values is the wrong one,
only the secretariat knows.
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import context, op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

words = False

PERIOD = "The end lies before the beginning."
TIMES = "The end is before the start."
QUORUM = "A quorum is a share of the members between none and all."
NO_SUCH_DAY = "There is no such day in the calendar."

RULES: dict[str, dict[str, tuple[str, str]]] = {
    "action": {
        "deadline": ("due >= start and revised_due >= start", "The deadline is before the start."),
        "revised": ("revised_due is null or due is not null", "Only a deadline that was set can be revised."),
    },
    "attachment": {
        "document_date": ("document_date <= added_on", "A document cannot bear a date after the day it was attached."),
    },
    "attendance": {
        "times": ("left_at >= arrived_at", "Nobody leaves before they arrive."),
        "voters": (
            "not votes or capacity in ('chair', 'member')",
            "Only the chair and members vote: observers, experts and guests do not.",
        ),
    },
    "body": {
        "second_call": (
            "second_call_part is null and second_call_whole is null or coalesce(second_call_whole, 0) > 0 and "
            "coalesce(second_call_part, 0) between 0 and second_call_whole",
            QUORUM,
        ),
        "second_call_days": ("second_call_days >= 0", "A second call cannot come before the first."),
        "notice_days": ("notice_days >= 0", "The notice of a meeting is sent before it, not after."),
    },
    "commission": {
        "attachment": ("attachment_megabytes >= 1", "Files of one megabyte at least may be attached."),
        "smallest_count": ("smallest_count >= 1", "The smallest count that is shown is one at least."),
    },
    "decision": {
        "amends": ("amends_id <> id", "A decision cannot amend itself."),
        "consensus": (
            "method <> 'consensus' or votes_against = 0",
            "A decision by consensus has no votes against: with them it is taken by majority.",
        ),
        "unanimity": (
            "method <> 'unanimity' or votes_against = 0 and abstentions = 0",
            "A unanimous decision has no votes against and no abstentions.",
        ),
        "casting_vote": (
            "not casting_vote or coalesce(votes_for, 0) > 0 and votes_for = coalesce(votes_against, 0)",
            "A casting vote decides where the votes are equal and the body’s rules give one.",
        ),
        "majority": (
            "method <> 'majority' or casting_vote or coalesce(votes_for, 0) > coalesce(votes_against, 0)",
            "A decision by majority needs more votes for than against.",
        ),
    },
    "holiday": {
        "day": (
            "day <= case when month in (4, 6, 9, 11) then 30 when month <> 2 then 31 when year is null or "
            "year / 4 * 4 = year and (year / 100 * 100 <> year or year / 400 * 400 = year) then 29 else 28 end",
            NO_SUCH_DAY,
        ),
    },
    "indicator": {
        "people": (
            "not counts_people or baseline >= 0 and baseline = round(baseline) "
            "and target >= 0 and target = round(target)",
            "A count of people is a whole number, and not below zero.",
        ),
    },
    "institution": {
        "validity": ("valid_to >= valid_from", PERIOD),
        "predecessor": ("predecessor_id <> id", "An institution cannot take over from itself."),
    },
    "letter": {
        "reminds": (
            "(kind = 'reminder') = (reminder > 0) and (kind = 'reminder') = (reminds_id is not null)",
            "A reminder, and no other letter, says which letter it reminds of.",
        ),
    },
    "meeting": {"period": ('"end" >= start', TIMES)},
    "membership": {"period": ("until >= since", PERIOD)},
    "objective": {"parent": ("parent_id <> id", "An objective cannot stand under itself.")},
    "programme": {"period": ('"end" >= start', TIMES)},
    "progress_update": {
        "period": ("period_end >= period_start", PERIOD),
        "reported": (
            "status <> 'verified'",
            "An institution reports an action as done; only the secretariat verifies it.",
        ),
    },
    "recommendation": {
        "outside": (
            "source_id is not null or source_number = '' and paragraph = '' and cycle = ''",
            "A number, paragraph or cycle of a source needs the source.",
        ),
    },
    "reporting_date": {
        "day": (
            "day <= case when month in (4, 6, 9, 11) then 30 when month = 2 then 28 else 31 end",
            NO_SUCH_DAY,
        ),
    },
    "suspension": {"times": ("until >= since", TIMES)},
}
"""By table and by the name of the rule: the condition, and what is said to whoever breaks it. What is not known, and so
neither true nor false, breaks none."""


def upgrade() -> None:
    connection = op.get_bind()
    for table, rules in RULES.items():
        for condition, sentence in rules.values():
            query = f'select id from "{table}" where not ({condition}) order by id limit 1'  # noqa: S608 (written above)
            broken = connection.scalar(sa.text(query))
            if broken is not None:
                context.config.attributes["refuse"](table, broken, sentence)
        checks = [f"constraint ck_{table}_{name} check ({condition})" for name, (condition, _) in rules.items()]
        if connection.dialect.name == "sqlite":
            make_anew(connection, table, checks)
        else:
            op.execute(f'alter table "{table}" ' + ", ".join(f"add {check}" for check in checks))


def make_anew(connection: sa.Connection, table: str, checks: list[str]) -> None:
    """SQLite adds no rule to a table that is there: the table is made anew, as https://sqlite.org/lang_altertable.html
    says. The statement that made it is taken as it stands, so that none of its other rules is lost on the way.

    Foreign keys are off meanwhile (whoever calls sees to that), or the rows that refer to the old table would go.
    """
    kept = connection.execute(
        sa.text("select type, sql from sqlite_master where tbl_name = :table and sql is not null"), {"table": table}
    ).all()
    [made] = [sql for kind, sql in kept if kind == "table"]
    name = re.compile(rf'create table "?{table}"?(?=\s*\()', re.IGNORECASE)
    anew, found = name.subn('create table "made_anew"', made, count=1)
    end = anew.rindex(")")
    assert found == 1 and not anew[end + 1 :].strip()
    connection.exec_driver_sql(f"{anew[:end].rstrip()}, {', '.join(checks)})")
    connection.exec_driver_sql(f'insert into made_anew select * from "{table}" order by rowid')  # noqa: S608
    connection.exec_driver_sql(f'drop table "{table}"')
    connection.exec_driver_sql(f'alter table made_anew rename to "{table}"')
    for kind, sql in kept:
        if kind != "table":
            connection.exec_driver_sql(sql)
