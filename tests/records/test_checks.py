"""What one record must hold in itself is refused by the database, too, whoever writes it and by whatever way."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from desktop.records import guard, journal, schema
from desktop.records.base import Record
from desktop.records.meetings.minutes_version import MinutesVersion, circulate_minutes
from desktop.records.register import Register
from desktop.records.subject import SUBJECTS
from tests.records import sample
from tests.records.sample import STEP
from tests.records.test_journal import make

NOTHING = ", ".join(f"{kind}_id = null" for kind in SUBJECTS)
BOTH = "institution_id = (select min(id) from institution), person_id = (select min(id) from person)"

RULES: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "action_cost": (["cost = -1"], ["cost = 0", "cost = null"]),
    "action_deadline": (
        ["start = '2021-06-10', due = '2021-06-09'",
         "start = '2021-06-10', due = '2021-06-10', revised_due = '2021-06-09'"],
        ["start = '2021-06-10', due = '2021-06-10'", "start = '2021-06-10', due = null", "due = '2021-06-10'"],
    ),
    "action_progress": (["progress = -1", "progress = 101"], ["progress = 0", "progress = 100"]),
    "action_revised": (["due = null, revised_due = '2021-06-10'"], ["due = '2021-06-09', revised_due = '2021-06-10'"]),
    "affiliation_period": (["since = '2021-06-10', until = '2021-06-09'"], ["until = '2021-06-09'"]),
    "agenda_item_adopts": (["adopts_id = meeting_id"], ["adopts_id = null"]),
    "attachment_document_date": (["added_on = '2021-06-10', document_date = '2021-06-11'"],
                                 ["added_on = '2021-06-10', document_date = '2021-06-10'"]),
    "attachment_one_subject": ([NOTHING, BOTH], []),
    "attendance_somebody": (["institution_id = null, person_id = null"], []),
    "attendance_times": (["arrived_at = '10:00', left_at = '09:59'"], ["left_at = '10:00'"]),
    "attendance_voters": (["votes = true, capacity = 'guest'"], ["votes = true, capacity = 'chair'"]),
    "body_majority": (["majority_part = 0", "majority_part = 3"], ["majority_part = 2"]),
    "body_notice_days": (["notice_days = -1"], ["notice_days = 0"]),
    "body_quorum_share": (["quorum_part = -1", "quorum_part = 3", "quorum_whole = 0"], ["quorum_part = 2"]),
    "body_second_call": (
        ["second_call_part = 2, second_call_whole = 1", "second_call_part = 1", "second_call_whole = 0",
         "second_call_part = -1, second_call_whole = 2"],
        ["second_call_part = 0, second_call_whole = 1", "second_call_part = 1, second_call_whole = 3"],
    ),
    "body_second_call_days": (["second_call_days = -1"], ["second_call_days = 7"]),
    "commission_attachment": (["attachment_megabytes = 0"], ["attachment_megabytes = 1"]),
    "commission_smallest_count": (["smallest_count = 0"], ["smallest_count = 1"]),
    "decision_amends": (["amends_id = id"], []),
    "decision_casting_vote": (
        ["casting_vote = true", "method = 'majority', casting_vote = true, votes_for = 0, votes_against = 0",
         "method = 'majority', casting_vote = true, votes_for = 4, votes_against = 3",
         "casting_vote = true, votes_for = 4"],
        ["method = 'majority', casting_vote = true, votes_for = 4, votes_against = 4"],
    ),
    "decision_consensus": (["method = 'consensus', votes_for = 9, votes_against = 1"],
                           ["method = 'consensus', votes_for = 9, votes_against = 0, abstentions = 1"]),
    "decision_majority": (
        ["method = 'majority'", "method = 'majority', votes_for = 4, votes_against = 4",
         "method = 'majority', votes_against = 4"],
        ["method = 'majority', votes_for = 5, votes_against = 4", "method = 'majority', votes_for = 5"],
    ),
    "decision_unanimity": (
        ["method = 'unanimity', votes_against = 1", "method = 'unanimity', abstentions = 1"],
        ["method = 'unanimity', votes_for = 4"],
    ),
    "decision_votes": (["votes_for = -1", "method = 'majority', votes_for = 1, votes_against = -1",
                        "abstentions = -1"], ["abstentions = 0"]),
    "headcount_people": (["women = -1", "men = -1"], ["women = 0, men = 0"]),
    "holiday_date": (["month = 0", "month = 13", "day = 0"], []),
    "holiday_day": (
        ["month = 4, day = 31", "month = 9, day = 31", "month = 2, day = 30, year = null",
         "month = 2, day = 29, year = 2021", "month = 2, day = 29, year = 1900"],
        ["month = 2, day = 29, year = null", "month = 2, day = 29, year = 2024", "month = 2, day = 29, year = 2000",
         "month = 12, day = 31", "month = 4, day = 30"],
    ),
    "indicator_people": (
        ["counts_people = true, baseline = -1", "counts_people = true, target = 1.5"],
        ["counts_people = true, baseline = 0, target = 12", "baseline = -1.5", "counts_people = true"],
    ),
    "indicator_value_period": (["start = '2021-06-10', \"end\" = '2021-06-09'"], []),
    "institution_predecessor": (["predecessor_id = id"], ["predecessor_id = null"]),
    "institution_validity": (["valid_from = '2021-06-10', valid_to = '2021-06-09'"], ["valid_from = '2021-06-10'"]),
    "letter_answer_due": (["sent_on = '2021-06-10', answer_due = '2021-06-09'"], ["answer_due = null"]),
    "letter_answered": (["sent_on = '2021-06-10', answer_due = null, answered_on = '2021-06-09'"], []),
    "letter_reminder": (["reminder = -1"], []),
    "letter_reminds": (
        ["reminder = 1", "kind = 'reminder'", "kind = 'reminder', reminder = 1", "reminds_id = id"],
        ["kind = 'reminder', reminder = 1, reminds_id = id"],
    ),
    "letter_subject_one_subject": ([NOTHING, BOTH], []),
    "meeting_adopted_at": (["adopted_at_id = id"], []),
    "meeting_first_call": (["first_call_id = id"], []),
    "meeting_period": (["start = '2021-06-10', \"end\" = '2021-06-09'"], ["start = '2021-06-10', \"end\" = null"]),
    "membership_period": (["since = '2021-06-10', until = '2021-06-09'"], ["since = '2021-06-10'"]),
    "minutes_version_version": (["version = 0"], ["version = 7"]),
    "objective_parent": (["parent_id = id"], []),
    "plan_period": (["start = '2021-06-10', \"end\" = '2021-06-09'"], ["\"end\" = null"]),
    "programme_period": (["start = '2021-06-10', \"end\" = '2021-06-09'"], ["start = null, \"end\" = '2021-06-09'"]),
    "progress_update_period": (["period_start = '2021-06-10', period_end = '2021-06-09'"],
                               ["period_start = '2021-06-10', period_end = '2021-06-10'"]),
    "progress_update_progress": (["progress = -1", "progress = 101"], ["progress = 100"]),
    "progress_update_reported": (["status = 'verified'"], ["status = 'reported'"]),
    "recommendation_earlier": (["repeats_id = id", "supersedes_id = id"], []),
    "recommendation_origin": (["meeting_id = (select id from meeting), source_id = (select id from source)"],
                              ["source_id = (select id from source)"]),
    "recommendation_outside": (
        ["source_number = '3'", "paragraph = '12'", "cycle = '2'"],
        ["source_id = (select id from source), source_number = '3'", "cycle = ''"],
    ),
    "reporting_date_date": (["month = 0", "month = 13", "day = 0"], []),
    "reporting_date_day": (["month = 2, day = 29", "month = 6, day = 31"], ["month = 2, day = 28"]),
    "source_dates": (["adopted_on = '2021-06-10', in_force_on = '2021-06-09'"], ["in_force_on = '2021-06-10'"]),
    "suspension_times": (["since = '10:00', until = '09:59'"], ["since = '10:00', until = '10:00'"]),
}  # fmt: skip
"""What is refused of a row that was as it should be, and what is not, though it comes near."""


def rules() -> dict[str, str]:
    """The table of every check but those that a column holds one of its codes, by the check's name."""
    return {
        str(check.name).removeprefix("ck_"): table.name
        for table in schema.METADATA.sorted_tables
        for check in table.constraints
        if isinstance(check, sa.CheckConstraint) and " IN (" not in str(check.sqltext)
    }


def test_every_rule_that_the_database_keeps_is_tried_here() -> None:
    assert set(rules()) == set(RULES)


def made(session: Session, kind: str) -> Record:
    if kind != "minutes_version":
        return make(session, kind)
    circulate_minutes(session, sample.new_meeting(session).id)
    return session.scalars(sa.select(MinutesVersion)).one()


@pytest.mark.parametrize("rule", RULES)
def test_a_row_that_breaks_a_rule_is_refused(register: Register, rule: str) -> None:
    kind = rules()[rule]
    broken, right = RULES[rule]
    with register.changing(STEP) as session:
        record = made(session, kind)
        for other in ("institution", "person", "meeting", "source"):
            if session.scalar(sa.select(journal.kinds()[other].id).limit(1)) is None:
                make(session, other)
        record_id = record.id
    with register.engine.execution_options(**{guard.OPEN: True}).connect() as connection:
        for values in broken:
            with connection.begin(), pytest.raises(IntegrityError, match=f"ck_{rule}"):
                write(connection, kind, record_id, values)
        for values in right:
            with connection.begin() as transaction:
                write(connection, kind, record_id, values)
                transaction.rollback()


def write(connection: sa.Connection, kind: str, record_id: str, values: str) -> None:
    statement = sa.text(f'update "{kind}" set {values} where id = :id')  # noqa: S608 (written above)
    with connection.begin_nested():
        assert connection.execute(statement, {"id": record_id}).rowcount == 1
