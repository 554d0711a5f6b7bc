"""A register with a record of every kind on random levels, linked at random, whose every text says its own level."""

from __future__ import annotations

import datetime as dt
import random
import re
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import (
    ActionStatus,
    BodyKind,
    Capacity,
    Dimension,
    InstitutionKind,
    LetterKind,
    Level,
    MeetingKind,
    Presence,
    Reporter,
    SourceKind,
    Standing,
)
from desktop.language import Wording
from desktop.records import journal
from desktop.records.attachment import Attachment
from desktop.records.base import Levelled, Record
from desktop.records.commission.commission import Pillar, Theme
from desktop.records.commission.reporting import ReportingDate
from desktop.records.commission.term import Term
from desktop.records.commission.working_calendar import Holiday
from desktop.records.content import keep_bytes
from desktop.records.follow_up.action import Action, ActionDecision, ActionRecommendation, ActionSupport, ActionTheme
from desktop.records.follow_up.addressee import Addressee, RecommendationCountry
from desktop.records.follow_up.letter import Letter, LetterSubject
from desktop.records.follow_up.progress import ProgressUpdate
from desktop.records.follow_up.recommendation import (
    Recommendation,
    RecommendationObjective,
    RecommendationPillar,
    RecommendationTheme,
)
from desktop.records.framework.good_practice import GoodPractice
from desktop.records.framework.indicator import Indicator, IndicatorValue
from desktop.records.framework.plan import Objective, Plan
from desktop.records.framework.programme import (
    Programme,
    ProgrammeCountry,
    ProgrammeInstitution,
    ProgrammeObligation,
)
from desktop.records.framework.source import Source, SourceArticle, SourceCountry
from desktop.records.meetings.agenda import AgendaItem, FollowedUp
from desktop.records.meetings.attendance import Attendance
from desktop.records.meetings.corrigendum import Corrigendum
from desktop.records.meetings.decision import Decision
from desktop.records.meetings.headcount import Headcount
from desktop.records.meetings.meeting import (
    Meeting,
    MeetingCountry,
    MeetingLanguage,
    MeetingOrganiser,
    MeetingProgramme,
    MeetingSeries,
)
from desktop.records.meetings.minutes_version import adopt_minutes, amend_minutes, circulate_minutes
from desktop.records.numbering import Numbered
from desktop.records.people.body import Body, Membership
from desktop.records.people.institution import Institution
from desktop.records.people.person import Affiliation, Expertise, Person, PersonLanguage
from desktop.records.search.index import level_of
from desktop.records.subject import SUBJECTS, Concerning

DAY = dt.date(2021, 6, 10)

SENTINEL = re.compile(r"zq\d+(public|partners|internal|restricted)qz", re.IGNORECASE)

NO_TEXT = frozenset(
    {"id", "country", "language", "sha256", "document_sha256", "logo_sha256", "folded", "sort_fr", "sort_ar", "sort_en"}
)
"""Columns of letters that hold a code, a hash, or what is worked out from others."""

CHOSEN_BY_HAND = frozenset({"adopts_id", "adopted_at_id", "first_call_id", "parent_id", "reminds_id"})
"""References that a rule ties to more than one record."""

MADE_OTHERWISE = frozenset({"commission", "number_pattern", "minutes_version"})
"""Kinds of which a new register has one, or that a step makes."""

SOMETHING: dict[type, Any] = {dt.date: DAY, dt.time: dt.time(10), int: 1, bool: True}
"""What a column must hold whatever the kind."""

R = TypeVar("R", bound=Record)


def levels_in(text: str) -> set[str]:
    """The levels of the words found in a text, however it was broken into lines."""
    return {found.lower() for found in SENTINEL.findall(re.sub(r"[\s\u00ad\u200b-\u200f\u2060-\u2069-]", "", text))}


class MarkedRegister:
    """Fills a register. ``levels`` holds the level of every record that has one, by its id."""

    def __init__(self, session: Session, chance: random.Random) -> None:
        self.session = session
        self.chance = chance
        self.words = 0
        self.levels: dict[str, Level] = {}
        self.made: dict[str, list[Record]] = {}

    def word(self, level: Level) -> str:
        self.words += 1
        return f"zq{self.words:04}{level}qz"

    def level(self) -> Level:
        return self.chance.choice(list(Level))

    def new(self, kind: type[R], level: Level | None = None, said: Level | None = None, /, **given: Any) -> R:
        """A record whose texts say ``said`` (its level, where nothing is given), linked to others at random."""
        own = level or self.level()
        values: dict[str, Any] = {"level": own} if issubclass(kind, Levelled) else {}
        values |= self._texts(kind, said or own) | self._links(kind) | given
        if issubclass(kind, Numbered):
            values["serial"] = self.words
        record = kind(**values)
        self.session.add(record)
        self.session.flush()
        self.made.setdefault(kind.__tablename__, []).append(record)
        if isinstance(record, Levelled):
            self.levels[record.id] = level_of(self.session, record)
        return record

    def _texts(self, kind: type[Record], level: Level) -> dict[str, Any]:
        mapper: Any = sa.inspect(kind)
        wordings = {column.key for composite in mapper.composites for column in composite.columns}
        plain = [
            each.key
            for each in mapper.column_attrs
            if isinstance(each.columns[0].type, sa.String)
            and not isinstance(each.columns[0].type, sa.Enum)
            and not each.columns[0].foreign_keys
            and each.columns[0].key not in wordings
            and each.key not in NO_TEXT
        ]
        texts: dict[str, Any] = {name: self.word(level) for name in plain}
        for composite in mapper.composites:
            texts[composite.key] = Wording(self.word(level), self.word(level), self.word(level))
        return texts

    def _links(self, kind: type[Record]) -> dict[str, str]:
        if issubclass(kind, Concerning):
            return {}
        found = {}
        for each in sa.inspect(kind).column_attrs:
            for key in each.columns[0].foreign_keys:
                others = self.made.get(key.column.table.name)
                if others and each.columns[0].nullable and each.key not in CHOSEN_BY_HAND:
                    found[each.key] = self.chance.choice(others).id
        return found

    def any(self, kind: type[R], count: int = 1) -> list[R]:
        made: Any = self.made[kind.__tablename__]
        return self.chance.sample(made, min(count, len(made)))

    # --- what it holds ------------------------------------------------------------------------------------------------

    def fill(self) -> None:
        """At least one record of every kind but the commission itself and its numbering patterns."""
        for place in range(1, 3):
            self.new(Pillar, Level.PUBLIC, position=place)
            self.new(Theme, Level.PUBLIC, position=place)
        self.new(Term, Level.PUBLIC)
        self.new(Holiday, Level.PUBLIC, month=2, day=3, year=None)
        self.new(ReportingDate, Level.PUBLIC, reporter=Reporter.GOVERNMENT, month=3, day=31)
        self._people()
        self._framework()
        for level in (Level.PUBLIC, *(self.level() for _ in range(3))):
            self._meeting(level)
        self._follow_up()
        for _ in range(4):
            self._letter()
            self._attachment()
        for name, kind in journal.kinds().items():
            if name not in self.made and name not in (*MADE_OTHERWISE, "corrigendum"):
                self._whatever(kind)
        self._adopted_meeting()

    def _whatever(self, kind: type[Record]) -> None:
        """A record of a kind that nothing is said of above, with what it must have, as narrow as what it hangs on."""
        given: dict[str, Any] = {}
        above = [Level.PUBLIC]
        for each in sa.inspect(kind).column_attrs:
            [column] = each.columns
            if column.nullable or column.default is not None or column.primary_key or isinstance(column.type, sa.Text):
                continue
            if column.foreign_keys:
                [key] = column.foreign_keys
                other = self.chance.choice(self.made[key.column.table.name])
                given[each.key] = other.id
                above.append(level_of(self.session, other))
            elif isinstance(column.type, sa.Enum):
                given[each.key] = next(iter(column.type.enum_class or ()))
            else:
                given[each.key] = SOMETHING[column.type.python_type]
        self.new(kind, max(above, key=list(Level).index), **given)

    def _people(self) -> None:
        for _ in range(5):
            kind = self.chance.choice([InstitutionKind.MINISTRY, InstitutionKind.CIVIL_SOCIETY])
            self.new(Institution, kind=kind, standing=Standing.MEMBER)
        for _ in range(5):
            person = self.new(Person)
            level = person.level
            self.new(PersonLanguage, level, person_id=person.id, language="fr")
            self.new(Expertise, level, person_id=person.id, theme_id=self.any(Theme)[0].id)
            self.new(Affiliation, level, person_id=person.id, institution_id=self.any(Institution)[0].id)
        body = self.new(Body, Level.PUBLIC, kind=BodyKind.COMMITTEE)
        for institution in self.any(Institution, 4):
            self.new(Membership, body_id=body.id, institution_id=institution.id)

    def _framework(self) -> None:
        for _ in range(3):
            programme = self.new(Programme)
            level = programme.level
            for donor in (False, True):
                other = self.any(Institution)[0].id
                self.new(ProgrammeInstitution, programme_id=programme.id, institution_id=other, donor=donor)
            self.new(ProgrammeCountry, programme_id=programme.id, country="MA")
            self.new(ProgrammeObligation, level, programme_id=programme.id, due=DAY)
            plan = self.new(Plan, start=DAY)
            for place in range(2):
                self.new(Objective, plan.level, plan_id=plan.id, position=place)
            source = self.new(Source, kind=SourceKind.TREATY)
            self.new(SourceArticle, source.level, source_id=source.id)
            self.new(SourceCountry, source_id=source.id, country="MA", since=DAY)
            indicator = self.new(Indicator, dimension=Dimension.REGION)
            value = {"indicator_id": indicator.id, "start": DAY, "end": DAY, "value": 1.0}
            self.new(IndicatorValue, indicator.level, **value, group="")
            self.new(IndicatorValue, indicator.level, **value)
        self.new(MeetingSeries, Level.PUBLIC)

    def _meeting(self, level: Level) -> Meeting:
        meeting = self.new(Meeting, level, kind=MeetingKind.SEMINAR, start=DAY)
        of = {"meeting_id": meeting.id}
        self.new(MeetingCountry, **of, country="MA")
        self.new(MeetingLanguage, **of, language="fr")
        for programme in self.any(Programme, 2):
            self.new(MeetingProgramme, **of, programme_id=programme.id)
        for institution in self.any(Institution, 3):
            self.new(MeetingOrganiser, **of, institution_id=institution.id)
            self.new(Headcount, **of, institution_id=institution.id, women=3, men=9)
            self.new(
                Attendance, level, **of, institution_id=institution.id, capacity=Capacity.TRAINEE,
                presence=Presence.REPRESENTED,
            )  # fmt: skip
        for position in (1, 2):
            item = self.new(AgendaItem, level, **of, position=position)
            under = of | {"agenda_item_id": item.id}
            self.new(Decision, **under)
            self._recommendation(**under, source_id=None, source_number=None, paragraph=None, cycle=None)
            self.new(FollowedUp, agenda_item_id=item.id, recommendation_id=self.any(Recommendation)[0].id)
        return meeting

    def _recommendation(self, **given: Any) -> None:
        made = self.new(Recommendation, **given)
        of, level = {"recommendation_id": made.id}, made.level
        for institution in self.any(Institution, 3):
            self.new(Addressee, level, **of, institution_id=institution.id)
        self.new(RecommendationCountry, level, **of, country="MA")
        self.new(RecommendationPillar, **of, pillar_id=self.any(Pillar)[0].id)
        self.new(RecommendationTheme, **of, theme_id=self.any(Theme)[0].id)
        self.new(RecommendationObjective, **of, objective_id=self.any(Objective)[0].id)

    def _follow_up(self) -> None:
        for source in self.any(Source, 2):
            self._recommendation(source_id=source.id, meeting_id=None, agenda_item_id=None)
        for _ in range(6):
            lead, *others = self.any(Institution, 3)
            action = self.new(Action, lead_id=lead.id, due=DAY)
            of = {"action_id": action.id}
            for each in others:
                self.new(ActionSupport, **of, institution_id=each.id)
            for each in self.any(Recommendation, 3):
                self.new(ActionRecommendation, **of, recommendation_id=each.id)
            self.new(ActionDecision, **of, decision_id=self.any(Decision)[0].id)
            self.new(ActionTheme, **of, theme_id=self.any(Theme)[0].id)
            self.new(
                ProgressUpdate, action.level, **of, reported_on=DAY, status=ActionStatus.IN_PROGRESS, progress=5
            )  # fmt: skip
        for _ in range(3):
            self.new(GoodPractice)

    def _adopted_meeting(self) -> None:
        meeting = self._meeting(self.level())
        level = meeting.level
        circulate_minutes(self.session, meeting.id)
        amend_minutes(self.session, meeting.id, Wording(*(self.word(level) for _ in range(3))))
        adopt_minutes(self.session, meeting.id, on=DAY)
        self.new(Corrigendum, level, meeting_id=meeting.id, issued_on=DAY)

    def _subject(self) -> Record:
        return self.chance.choice(self.made[self.chance.choice(SUBJECTS[:-1])])

    def _letter(self) -> None:
        letter = self.new(
            Letter, kind=LetterKind.REQUEST, institution_id=self.any(Institution)[0].id, sent_on=DAY, answer_due=DAY
        )
        subject = self._subject()
        self.new(LetterSubject, about_letter_id=letter.id, **{f"{subject.__tablename__}_id": subject.id})

    def _attachment(self) -> None:
        subject, own = self._subject(), self.level()
        said = max(own, level_of(self.session, subject), key=list(Level).index)
        sha256 = keep_bytes(self.session, b"%PDF")
        about = {f"{subject.__tablename__}_id": subject.id}
        self.new(Attachment, own, said, sha256=sha256, added_on=DAY, document_date=DAY, **about)
